"""The matching problem: who could go where. Imports no Django and no database.

Ids and pairs are checked when a problem is made, whoever makes it; `reading.py` checks
every value of the JSON form. A `ProblemError` carries the path of the value that
offends, such as `locked[3][1]`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Pair = tuple[str, str]

# The parts of a fit and their most, out of 1000: scoring.py says what each means.
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"distance": 400, "slots": 200, "themes": 200, "languages": 100, "continuity": 100}
)
MOST_POINTS = 1000


class ProblemError(ValueError):
    """A value that cannot be taken; `path` says where it stands."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path, self.message = path, message


@dataclass(frozen=True, slots=True)
class Mentor:
    """A volunteer: degrees, kilometres, and how many schools at once.

    `avoid` may name schools that are not in the problem: a mentor's own school often
    is not. `held` counts past sessions by theme; only explanations read it.
    """

    id: str
    lat: float
    lon: float
    radius_km: float
    capacity: int
    remote: bool = False
    slots: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    held: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class School:
    """A school and its wishes; an empty wish asks nothing."""

    id: str
    lat: float
    lon: float
    places: int = 1
    priority: bool = False
    remote: bool = False
    slots: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Mentors, schools and the pairs already decided.

    `kept` pairs exist: they use capacity and places whatever the rules. `locked` pairs
    must be in the plan. `forbidden` pairs must not. `past` pairs worked together once
    and gain continuity. `previous` pairs, from an earlier plan, gain `keep_bonus`
    points in the choice, never in the score shown, so that a new plan moves little.
    """

    mentors: Sequence[Mentor]
    schools: Sequence[School]
    kept: Sequence[Pair] = ()
    locked: Sequence[Pair] = ()
    forbidden: Sequence[Pair] = ()
    past: Sequence[Pair] = ()
    previous: Sequence[Pair] = ()
    keep_bonus: int = 0
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS, hash=False)

    def __post_init__(self) -> None:
        mentors = _unique_ids(self.mentors, "mentors")
        schools = _unique_ids(self.schools, "schools")
        for name in PAIR_KEYS:
            _check_pairs(getattr(self, name), name, mentors, schools)
        forbidden = set(self.forbidden)
        for i, pair in enumerate(self.locked):
            if pair in forbidden:
                raise ProblemError(f"locked[{i}]", "pair is also forbidden")


PAIR_KEYS = ("kept", "locked", "forbidden", "past", "previous")
ONCE = ("kept", "locked")  # saying twice that a pair is forbidden changes nothing


def _unique_ids(items: Sequence[Any], name: str) -> set[str]:
    seen: set[str] = set()
    for i, item in enumerate(items):
        if item.id in seen:
            raise ProblemError(f"{name}[{i}].id", f"duplicate id {item.id!r}")
        seen.add(item.id)
    return seen


def _check_pairs(
    pairs: Sequence[Pair], name: str, mentors: set[str], schools: set[str]
) -> None:
    seen: set[Pair] = set()
    for i, (mentor, school) in enumerate(pairs):
        if mentor not in mentors:
            raise ProblemError(f"{name}[{i}][0]", f"unknown mentor {mentor!r}")
        if school not in schools:
            raise ProblemError(f"{name}[{i}][1]", f"unknown school {school!r}")
        if name in ONCE and (mentor, school) in seen:
            raise ProblemError(f"{name}[{i}]", "pair given twice")
        seen.add((mentor, school))
