"""The exact plan: most schools served, then priority ones, places, and fit.

One minimum-cost maximum flow reaches the four goals in that order (docs/matching.md
says why): source → mentor (capacity), mentor → school (1, cost −score), school → sink
as a first unit (cost −B, −2B for a priority school) and further units (cost 0), with B
larger than any sum of scores. Same problem, same plan, whatever the order of input:
mentors and schools are sorted by id first. Imports no Django.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from community.matching.candidates import (
    Candidates,
    distances,
    find_candidates,
    pair_keys,
)
from community.matching.problem import Pair, Problem, ProblemError
from community.matching.scoring import PARTS, score_parts


@dataclass(frozen=True)
class PlannedMatch:
    """One proposed pair: its fit out of 1000, part by part, and its distance."""

    mentor: str
    school: str
    score: int
    parts: dict[str, int]
    km: float
    locked: bool = False


@dataclass(frozen=True)
class Objective:
    """What a plan is worth, kept and planned pairs together."""

    served: int
    priority_served: int
    places_filled: int
    score: int


@dataclass(frozen=True)
class Plan:
    matches: list[PlannedMatch]
    unserved: list[str]
    objective: Objective
    seconds: float
    candidates: Candidates


class _Board:
    """The problem as arrays: what is left to give, and which pairs may be chosen."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.found = find_candidates(problem)
        self.mentors, self.schools = self.found.mentors, self.found.schools
        self.kept = pair_keys(problem.kept, self.mentors, self.schools)
        self.locked = pair_keys(problem.locked, self.mentors, self.schools)
        self.keys = self.found.mentor * len(self.schools) + self.found.school
        self.parts = score_parts(
            self.mentors,
            self.schools,
            self.found.mentor,
            self.found.school,
            self.found.km,
        )
        self._give_away_fixed_pairs()

    def _give_away_fixed_pairs(self) -> None:
        self.capacity = np.array([m.capacity for m in self.mentors], dtype=np.int64)
        self.places = np.array([s.places for s in self.schools], dtype=np.int64)
        self.served = np.zeros(len(self.schools), dtype=bool)
        self._take(self.kept)
        self.capacity = np.maximum(self.capacity, 0)
        self.places = np.maximum(self.places, 0)
        self._check_locked()
        self._take(self.new_locked)

    def _take(self, keys: np.ndarray) -> None:
        if len(keys):
            mentor, school = keys // len(self.schools), keys % len(self.schools)
            np.subtract.at(self.capacity, mentor, 1)
            np.subtract.at(self.places, school, 1)
            self.served[school] = True

    def _check_locked(self) -> None:
        """Locked pairs must be feasible and fit in what the kept ones leave."""
        self.new_locked = self.locked[~np.isin(self.locked, self.kept)]
        allowed = set(self.keys[np.isin(self.keys, self.locked)])
        kept, left, room = set(self.kept), self.capacity.copy(), self.places.copy()
        for i, key in enumerate(self.locked):
            if key in kept:
                continue
            mentor, school = divmod(int(key), len(self.schools))
            if key not in allowed:
                raise ProblemError(f"locked[{i}]", "pair is not feasible")
            if left[mentor] < 1:
                raise ProblemError(f"locked[{i}][0]", "mentor has no capacity left")
            if room[school] < 1:
                raise ProblemError(f"locked[{i}][1]", "school has no place left")
            left[mentor] -= 1
            room[school] -= 1

    def free_pairs(self) -> np.ndarray:
        """Return the positions of the pairs that the flow may choose."""
        fixed = np.concatenate([self.kept, self.locked])
        useful = (self.capacity[self.found.mentor] > 0) & (
            self.places[self.found.school] > 0
        )
        return np.flatnonzero(useful & ~np.isin(self.keys, fixed))


def solve(problem: Problem) -> Plan:
    """Return the best plan; ProblemError when a locked pair cannot be."""
    start = time.perf_counter()
    board = _Board(problem)
    chosen = _choose(board, board.free_pairs())
    fixed = np.flatnonzero(np.isin(board.keys, board.new_locked))
    picked = np.sort(np.concatenate([fixed, chosen]))
    return Plan(
        matches=[_match(board, i) for i in picked],
        unserved=_unserved(board, chosen),
        objective=_objective(board, picked),
        seconds=time.perf_counter() - start,
        candidates=board.found,
    )


def _choose(board: _Board, free: np.ndarray) -> np.ndarray:
    """Solve the flow over the free pairs; return the positions of those chosen."""
    if not len(free):
        return free
    mentors, schools = len(board.mentors), len(board.schools)
    mentor, school = board.found.mentor[free], board.found.school[free]
    score = board.parts[free].sum(axis=1) + _bonus(board, free)
    source, sink = mentors + schools, mentors + schools + 1
    flow = SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        mentor, mentors + school, np.ones_like(mentor), -score
    )
    givers = np.flatnonzero(board.capacity > 0)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full_like(givers, source), givers, board.capacity[givers], givers * 0
    )
    _add_places(flow, board, int(score.max()), sink)
    supply = int(board.capacity.sum())
    flow.set_node_supply(source, supply)
    flow.set_node_supply(sink, -supply)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"The flow was not solved (status {status}).")
    return free[flow.flows(pairs) > 0]


def _bonus(board: _Board, free: np.ndarray) -> np.ndarray:
    keys = pair_keys(board.problem.previous, board.mentors, board.schools)
    return np.isin(board.keys[free], keys) * board.problem.keep_bonus


def _add_places(flow: SimpleMinCostFlow, board: _Board, best: int, sink: int) -> None:
    """Add the arcs from schools to the sink: a first unit that is worth B or 2B."""
    most_flow = min(int(board.capacity.sum()), int(board.places.sum()))
    worth = best * most_flow + 1
    priority = np.array([s.priority for s in board.schools])
    taking = np.flatnonzero(board.places > 0)
    first = taking[~board.served[taking]]
    offset = len(board.mentors)
    flow.add_arcs_with_capacity_and_unit_cost(
        offset + first,
        np.full_like(first, sink),
        np.ones_like(first),
        -worth * (1 + priority[first].astype(np.int64)),
    )
    more = board.places[taking] - ~board.served[taking]
    flow.add_arcs_with_capacity_and_unit_cost(
        offset + taking, np.full_like(taking, sink), more, taking * 0
    )


def _match(board: _Board, i: int) -> PlannedMatch:
    parts = board.parts[i]
    return PlannedMatch(
        mentor=board.mentors[board.found.mentor[i]].id,
        school=board.schools[board.found.school[i]].id,
        score=int(parts.sum()),
        parts={name: int(n) for name, n in zip(PARTS, parts, strict=True)},
        km=round(float(board.found.km[i]), 1),
        locked=bool(np.isin(board.keys[i], board.locked)),
    )


def _unserved(board: _Board, chosen: np.ndarray) -> list[str]:
    served = board.served.copy()
    served[board.found.school[chosen]] = True
    return [s.id for s, done in zip(board.schools, served, strict=True) if not done]


def _objective(board: _Board, picked: np.ndarray) -> Objective:
    kept_mentor, kept_school = np.divmod(board.kept, max(len(board.schools), 1))
    km = distances(board.mentors, board.schools, kept_mentor, kept_school)
    kept_parts = score_parts(board.mentors, board.schools, kept_mentor, kept_school, km)
    school = np.concatenate([kept_school, board.found.school[picked]])
    served = np.unique(school)
    return Objective(
        served=len(served),
        priority_served=sum(board.schools[i].priority for i in served),
        places_filled=len(school),
        score=int(kept_parts.sum() + board.parts[picked].sum()),
    )


def all_pairs(problem: Problem) -> list[tuple[str, str, int]]:
    """Return [(mentor, school, score)] for every feasible pair, ordered by ids."""
    found = find_candidates(problem)
    parts = score_parts(
        found.mentors, found.schools, found.mentor, found.school, found.km
    )
    return [
        (found.mentors[m].id, found.schools[s].id, int(points))
        for m, s, points in zip(
            found.mentor, found.school, parts.sum(axis=1), strict=True
        )
    ]


__all__ = ["Objective", "Pair", "Plan", "PlannedMatch", "all_pairs", "solve"]
