"""A plan: who goes where, what it is worth, and why. Imports no Django.

Matches, reasons and explanations are worked out when they are read: a national plan is
solved in seconds, and nobody reads all of its sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from community.matching import explain
from community.matching.board import Board, Room
from community.matching.problem import Mentor, Pair, School
from community.matching.scoring import PARTS
from community.matching.words import FRENCH, Labels


@dataclass(frozen=True)
class PlannedMatch:
    """One proposed pair: its fit out of 1000, part by part, and its kilometres.

    `remote` says that the two are too far apart to meet otherwise.
    """

    mentor: str
    school: str
    score: int
    parts: dict[str, int]
    km: float
    remote: bool
    locked: bool
    sides: tuple[Mentor, School] = field(repr=False)
    labels: Labels = field(repr=False)

    @cached_property
    def reasons(self) -> list[str]:
        """Why these two, in French, most telling first."""
        return explain.reasons(self, *self.sides, self.labels)


@dataclass(frozen=True)
class Objective:
    """What a plan is worth, kept and planned pairs together.

    `places_filled` counts pairs, those kept beyond a school's places included; `score`
    adds the fit of every pair, a kept one that breaks the rules scored as it stands.
    """

    served: int
    priority_served: int
    places_filled: int
    score: int


@dataclass(frozen=True)
class Plan:
    """The answer to a problem: positions of the pairs picked, beside the kept keys."""

    board: Board
    kept: np.ndarray
    picked: np.ndarray
    refused: np.ndarray
    seconds: float
    labels: Labels = FRENCH

    @cached_property
    def room(self) -> Room:
        return self.board.room(self.kept, self.picked)

    @cached_property
    def matches(self) -> list[PlannedMatch]:
        """The planned pairs without the kept ones, ordered by mentor then school id."""
        return self.matches_at(self.picked)

    def matches_at(self, positions: np.ndarray) -> list[PlannedMatch]:
        """Return what the pairs at these positions are worth, planned or not."""
        locked = set(self.board.table.keys(self.board.problem.locked).tolist())
        keys = self.board.keys[positions]
        mentor, school = self.board.table.split(keys)
        columns = (keys, mentor, school, self.board.table.km(mentor, school))
        rows = zip(*(column.tolist() for column in columns), strict=True)
        parts = self.board.parts(keys).tolist()
        return [
            self._match(m, s, km, points, key in locked)
            for (key, m, s, km), points in zip(rows, parts, strict=True)
        ]

    def _match(
        self, m: int, s: int, km: float, points: list[int], locked: bool
    ) -> PlannedMatch:
        mentor, school = self.board.table.mentors[m], self.board.table.schools[s]
        return PlannedMatch(
            mentor=mentor.id,
            school=school.id,
            score=sum(points),
            parts=dict(zip(PARTS, points, strict=True)),
            km=round(km, 1),
            remote=km > mentor.radius_km,
            locked=locked,
            sides=(mentor, school),
            labels=self.labels,
        )

    @cached_property
    def unserved_ids(self) -> list[str]:
        schools = self.board.table.schools
        return [schools[i].id for i in np.flatnonzero(~self.room.served)]

    @cached_property
    def unserved(self) -> list[explain.Unserved]:
        """Schools without anyone, ordered by id: why, and what would change it."""
        return explain.explain_unserved(self, self.labels)

    @cached_property
    def objective(self) -> Objective:
        board, served = self.board, self.room.served
        return Objective(
            served=int(served.sum()),
            priority_served=int((served & board.priority).sum()),
            places_filled=len(self._keys),
            score=int(board.parts(self._keys).sum(dtype=np.int64)),
        )

    @property
    def pairs(self) -> set[Pair]:
        """Every pair of the plan as ids, kept ones included."""
        table = self.board.table
        return {
            (table.mentors[m].id, table.schools[s].id)
            for m, s in zip(*table.split(self._keys), strict=True)
        }

    @property
    def _keys(self) -> np.ndarray:
        return np.concatenate([self.kept, self.board.keys[self.picked]])
