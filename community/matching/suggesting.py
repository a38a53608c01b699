"""Who could go to one school, ranked, without spending the rare where anyone would do.

Each school without anyone shares one need between the free people who could go there.
A person's scarcity is the share of their needs in needs and places left, so that it
never levels off: needed once with one place left, half of `SCARCITY`; needed nine
times, nine tenths. Imports no Django.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from community.matching.explain import reasons
from community.matching.plan import Plan, PlannedMatch
from community.matching.words import NBSP

SCARCITY = 400


@dataclass(frozen=True)
class Suggestion:
    """One person for the school: fit, what scarcity takes from it, and reasons."""

    mentor: str
    score: int
    scarcity: int
    alone_for: int
    km: float
    reasons: list[str]

    @property
    def rank(self) -> int:
        return self.score - self.scarcity


def suggestions(plan: Plan, school: str, most: int = 10) -> list[Suggestion]:
    """Return the free people who may go, the best first; ties by id."""
    column = plan.board.table.column(school)
    if column is None:
        return []
    board, room = plan.board, plan.room
    open_pair = (room.capacity[board.mentor] > 0) & ~_taken(plan)
    here = np.flatnonzero(open_pair & (board.school == column))
    needs, alone = _needs(plan, open_pair, column)
    found = []
    for match in plan.matches_at(here):
        row = board.table.row(match.mentor)
        share = float(needs[row]) / float(needs[row] + room.capacity[row])
        scarcity = round(SCARCITY * share)
        found.append(_suggestion(plan, match, scarcity, int(alone[row])))
    return sorted(found, key=lambda one: (-one.rank, one.mentor))[:most]


def _taken(plan: Plan) -> np.ndarray:
    keys = plan.board.keys
    held = np.concatenate([plan.kept, keys[plan.picked], plan.refused])
    return np.isin(keys, held)


def _needs(
    plan: Plan, open_pair: np.ndarray, column: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return, by mentor, the needs of other schools and how many have only them."""
    board, room = plan.board, plan.room
    waiting = ~room.served & (room.places > 0)
    waiting[column] = False
    pairs = np.flatnonzero(open_pair & waiting[board.school])
    choices = np.bincount(board.school[pairs], minlength=len(board.places))
    count = len(board.capacity)
    share = 1 / choices[board.school[pairs]]
    needs = np.bincount(board.mentor[pairs], weights=share, minlength=count)
    alone = np.bincount(board.mentor[pairs][share == 1], minlength=count)
    return needs, alone


def _suggestion(
    plan: Plan, match: PlannedMatch, scarcity: int, alone: int
) -> Suggestion:
    said = reasons(match, *match.sides, plan.labels)
    if alone:
        others = f"{alone}{NBSP}autre{'s' * (alone > 1)} école{'s' * (alone > 1)}"
        said.append(f"seule personne possible pour {others}")
    return Suggestion(match.mentor, match.score, scarcity, alone, match.km, said)
