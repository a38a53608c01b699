"""Where one more mentor would open the most schools. Imports no Django.

Counted on the schools that the plan leaves without anyone: a newcomer free at every
moment, at ease with every theme, who speaks French only, and who goes as far as most.
Places are chosen one after the other: the second counts what the first left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from community.matching.plan import Plan
from community.matching.problem import Mentor, School
from community.matching.table import chord_of_km, km_between_points, unit_points

USUAL_KM = 20.0
SPOKEN = frozenset({"fr"})


@dataclass(frozen=True)
class Home:
    """A place where somebody could live."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Opening:
    """What one more mentor there could reach of what is left without anyone."""

    place: str
    radius_km: float
    schools: int
    priority: int


def usual_radius(mentors: Sequence[Mentor]) -> float:
    """Return the middle radius of the mentors there are."""
    return float(np.median([m.radius_km for m in mentors])) if mentors else USUAL_KM


def openings(plan: Plan, homes: Sequence[Home], most: int = 5) -> list[Opening]:
    """Return the best places for newcomers, the best first; a tie goes to the first."""
    left = [plan.board.table.schools[i] for i in np.flatnonzero(~plan.room.served)]
    left = [s for s in left if s.places and s.languages <= SPOKEN]
    if not left or not homes:
        return []
    radius = usual_radius(plan.board.table.mentors)
    near = _near(homes, left, radius)
    priority = np.array([s.priority for s in left])
    waiting, found = np.ones(len(left), dtype=bool), []
    while len(found) < most:
        # A priority school breaks a tie, and never outweighs a second school.
        worth = waiting * (len(left) + 1) + (waiting & priority)
        best = int(np.argmax([worth[schools].sum() for schools in near]))
        if not waiting[near[best]].any():
            break
        opened = near[best][waiting[near[best]]]
        counted = (len(opened), int(priority[opened].sum()))
        found.append(Opening(homes[best].name, radius, *counted))
        waiting[opened] = False
    return found


def _near(
    homes: Sequence[Home], schools: Sequence[School], radius: float
) -> list[np.ndarray]:
    """Return the schools within reach of each home, as positions."""
    points, places = (
        unit_points((one.lat, one.lon) for one in ones) for ones in (homes, schools)
    )
    around = KDTree(places).query_ball_point(
        points, chord_of_km(np.array(radius)) + 1e-9
    )
    near = [np.array(sorted(found), dtype=np.int64) for found in around]
    return [
        found[km_between_points(places[found], point) <= radius]
        for found, point in zip(near, points, strict=True)
    ]
