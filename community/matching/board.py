"""A problem on the table: feasible pairs, their fit, and the room that is left.

Positions are indices into the feasible pairs; keys are mentor index × schools + school
index, and exist for any pair, feasible or not. Imports no Django.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from community.matching.candidates import find_candidates
from community.matching.problem import Problem, ProblemError
from community.matching.scoring import score_parts


@dataclass(frozen=True)
class Room:
    """What mentors can still give, schools still take, and who is served already."""

    capacity: np.ndarray
    places: np.ndarray
    served: np.ndarray


class Board:
    """Everything that stays the same when a plan is solved, then repaired."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        found = find_candidates(problem)
        self.table, self.past, self.remaining = found.table, found.past, found.remaining
        self.mentor, self.school, self.score = found.mentor, found.school, found.score
        # Sorted, as pairs are: a key is found by bisection.
        self.keys = self.table.key(self.mentor, self.school)
        self.kept = np.sort(self.table.keys(problem.kept))
        self.capacity = np.array([m.capacity for m in self.table.mentors], dtype=int)
        self.places = np.array([s.places for s in self.table.schools], dtype=int)
        self.priority = np.array([s.priority for s in self.table.schools], dtype=bool)

    def parts(self, keys: np.ndarray) -> np.ndarray:
        """Return the parts of the fit of any pairs, shape (pairs, 5)."""
        mentor, school = self.table.split(keys)
        weights = self.problem.weights
        return score_parts(self.table, weights, self.past, mentor, school)

    def positions(self, keys: np.ndarray) -> np.ndarray:
        """Return where these keys stand among feasible pairs; others are left out."""
        if not len(self.keys):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return at[self.keys[at] == keys]

    def room(self, kept: np.ndarray, picked: np.ndarray) -> Room:
        """Return what is left beside kept keys and picked positions, never below 0."""
        mentor, school = self.table.split(np.concatenate([kept, self.keys[picked]]))
        given = np.bincount(mentor, minlength=len(self.capacity))
        taken = np.bincount(school, minlength=len(self.places))
        return Room(
            np.maximum(self.capacity - given, 0),
            np.maximum(self.places - taken, 0),
            taken > 0,
        )

    def locked(self) -> np.ndarray:
        """Return the positions of locked pairs that are not kept, once checked.

        A locked pair must be feasible, and fit in what kept and earlier locked ones
        leave.
        """
        positions, refused = self._locks()
        if refused:
            i, where, message = refused[0]
            raise ProblemError(f"locked[{i}]{where}", message)
        return np.array(sorted(positions), dtype=np.int64)

    def impossible_locks(self) -> list[int]:
        """Return the numbers of the locked pairs that cannot be."""
        return [i for i, _where, _message in self._locks()[1]]

    def _locks(self) -> tuple[list[int], list[tuple[int, str, str]]]:
        room, kept = self.room(self.kept, np.zeros(0, dtype=int)), set(self.kept)
        positions, refused = [], []
        for i, key in enumerate(self.table.keys(self.problem.locked)):
            if key in kept:
                continue
            mentor, school = divmod(int(key), len(self.table.schools))
            position = self.positions(np.array([key]))
            if not len(position):
                refused.append((i, "", "pair is not feasible"))
            elif room.capacity[mentor] < 1:
                refused.append((i, "[0]", "mentor has no capacity left"))
            elif room.places[school] < 1:
                refused.append((i, "[1]", "school has no place left"))
            else:
                room.capacity[mentor] -= 1
                room.places[school] -= 1
                positions.append(int(position[0]))
        return positions, refused
