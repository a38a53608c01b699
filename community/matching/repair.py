"""A plan after an answer: the freed places filled again, everyone else left in peace.

With all other pairs fixed, the only new pairs an optimal plan can gain touch a mentor
or a school of the refused pairs: nobody else had both capacity and a place to fill. So
a few hundred pairs are solved again, whatever the size of the plan. Imports no Django.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from community.matching.board import Board
from community.matching.plan import Plan
from community.matching.problem import Pair, ProblemError
from community.matching.solver import choose


def repair(plan: Plan, refused: Sequence[Pair]) -> Plan:
    """Return the plan without the refused pairs, each side offered its next best.

    Refused pairs may be planned, locked or kept; none of them comes back in later
    repairs. ProblemError names a pair that is not in the plan.
    """
    start = time.perf_counter()
    gone = _keys_in_plan(plan, refused)
    board = plan.board
    kept = plan.kept[~np.isin(plan.kept, gone)]
    picked = plan.picked[~np.isin(board.keys[plan.picked], gone)]
    never = np.union1d(plan.refused, gone)
    bare = replace(plan, kept=kept, picked=picked, refused=never)
    sides = (side.astype(np.int32) for side in board.table.split(gone))
    return _refilled(bare, *map(np.unique, sides), start)


def refill(
    plan: Plan, mentors: Sequence[str] = (), schools: Sequence[str] = ()
) -> Plan:
    """Return the plan with what is free at these mentors and schools filled at best."""
    start, table = time.perf_counter(), plan.board.table
    rows = np.array([table.row(uid) for uid in mentors], dtype=np.int32)
    columns = np.array([table.column(uid) for uid in schools], dtype=np.int32)
    return _refilled(plan, np.unique(rows), np.unique(columns), start)


def _refilled(
    plan: Plan, mentors: np.ndarray, schools: np.ndarray, start: float
) -> Plan:
    board, room = plan.board, plan.room
    touched = _touched(board, mentors, schools)
    mentor, school = board.mentor[touched], board.school[touched]
    free = touched[(room.capacity[mentor] > 0) & (room.places[school] > 0)]
    taken = np.concatenate([plan.kept, board.keys[plan.picked], plan.refused])
    chosen = choose(board, free[~np.isin(board.keys[free], taken)], room)
    return replace(
        plan,
        picked=np.sort(np.concatenate([plan.picked, chosen])),
        seconds=time.perf_counter() - start,
    )


def _keys_in_plan(plan: Plan, refused: Sequence[Pair]) -> np.ndarray:
    table = plan.board.table
    held = np.concatenate([plan.kept, plan.board.keys[plan.picked]])
    for i, (mentor, school) in enumerate(refused):
        outside = table.row(mentor) is None or table.column(school) is None
        if outside or not np.isin(table.keys([(mentor, school)]), held)[0]:
            raise ProblemError(f"refused[{i}]", "pair is not in the plan")
    return np.unique(table.keys(refused))


def _touched(board: Board, mentors: np.ndarray, schools: np.ndarray) -> np.ndarray:
    """Return the positions of the pairs that one of these mentors or schools has."""
    # Pairs stand by mentor, so a mentor's are one slice; a school's need one reading.
    starts = np.searchsorted(board.mentor, mentors, side="left")
    ends = np.searchsorted(board.mentor, mentors, side="right")
    rows = [np.arange(a, b) for a, b in zip(starts, ends, strict=True)]
    columns = [np.flatnonzero(board.school == school) for school in schools]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *rows, *columns]))
