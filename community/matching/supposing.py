"""What would change if: a problem with other mentors. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from community.matching.openings import SPOKEN, Home, usual_radius
from community.matching.problem import Mentor, Problem
from community.matching.words import FRENCH

USUAL_CAPACITY = 2


@dataclass(frozen=True)
class Supposition:
    """Kilometres more for everyone, people more somewhere, a day less."""

    more_km: int = 0
    home: Home | None = None
    newcomers: int = 0
    without_day: str = ""


def suppose(problem: Problem, supposed: Supposition) -> Problem:
    """Return the problem as it would be; what is kept or locked stays."""
    mentors = [_changed(mentor, supposed) for mentor in problem.mentors]
    if supposed.home:
        radius = usual_radius(problem.mentors) + supposed.more_km
        mentors += [
            newcomer(problem, supposed.home, radius, number, supposed.without_day)
            for number in range(supposed.newcomers)
        ]
    # A lock that the supposition makes impossible would refuse the whole question.
    return replace(problem, mentors=mentors, locked=())


def _changed(mentor: Mentor, supposed: Supposition) -> Mentor:
    slots = _without(mentor.slots, supposed.without_day)
    radius = mentor.radius_km + supposed.more_km
    return replace(mentor, radius_km=radius, slots=slots)


def _without(slots: Sequence[str] | frozenset[str], day: str) -> frozenset[str]:
    return frozenset(s for s in slots if not day or not s.startswith(f"{day}-"))


def newcomer(
    problem: Problem,
    home: Home,
    radius_km: float,
    number: int = 0,
    without_day: str = "",
    capacity: int = USUAL_CAPACITY,
) -> Mentor:
    """Return somebody free at every moment and at ease with every theme."""
    themes = frozenset().union(*(s.themes for s in problem.schools))
    return Mentor(
        id=f"newcomer {number}",
        lat=home.lat,
        lon=home.lon,
        radius_km=radius_km,
        capacity=capacity,
        slots=_without(frozenset(FRENCH.slots), without_day),
        themes=themes,
        languages=SPOKEN,
    )
