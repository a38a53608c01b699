"""How evenly a plan shares: who travels, who is never asked. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from community.matching.plan import Plan


@dataclass(frozen=True)
class Fairness:
    """Kept and planned pairs together; kilometres of pairs that meet on the spot.

    `idle` counts mentors who could be asked and are not, `priority_share` and
    `other_share` the percentage of schools served on each side.
    """

    mean_km: float
    longest_km: float
    idle: int
    full: int
    priority_share: int
    other_share: int


def fairness(plan: Plan) -> Fairness:
    board, room = plan.board, plan.room
    keys = np.concatenate([plan.kept, board.keys[plan.picked]])
    mentor, school = board.table.split(keys)
    km = board.table.km(mentor, school)
    km = km[km <= board.table.radius[mentor]]
    given = np.bincount(mentor, minlength=len(board.capacity))
    able = board.capacity > 0
    return Fairness(
        mean_km=round(float(km.mean()), 1) if len(km) else 0.0,
        longest_km=round(float(km.max(initial=0)), 1),
        idle=int((able & (given == 0)).sum()),
        full=int((able & (given >= board.capacity)).sum()),
        priority_share=_percent(room.served[board.priority]),
        other_share=_percent(room.served[~board.priority]),
    )


def _percent(served: np.ndarray) -> int:
    return round(100 * float(served.mean())) if len(served) else 0
