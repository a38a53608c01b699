"""The exact plan: most schools served, then priority ones, places, and fit.

One minimum-cost maximum flow reaches the four goals in that order (docs/matching.md
says why): source → mentor (capacity), mentor → school (1, cost −score), school → sink
as a first unit (cost −B, −2B for a priority school) and further units (cost 0), with B
larger than any sum of scores. Same problem, same plan, whatever the order of input.
Imports no Django.
"""

from __future__ import annotations

import time

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from community.matching.board import Board, Room
from community.matching.plan import Objective, Plan, PlannedMatch
from community.matching.problem import Problem
from community.matching.words import FRENCH, Labels


def solve(problem: Problem, labels: Labels = FRENCH) -> Plan:
    """Return the best plan; ProblemError when a locked pair cannot be."""
    start = time.perf_counter()
    board = Board(problem)
    locked = board.locked()
    room = board.room(board.kept, locked)
    free = (room.capacity > 0)[board.mentor]
    free &= (room.places > 0)[board.school]
    free[locked] = False
    free[board.positions(board.kept)] = False
    chosen = choose(board, np.flatnonzero(free).astype(np.int32), room)
    return Plan(
        board=board,
        kept=board.kept,
        picked=np.sort(np.concatenate([locked, chosen])),
        refused=np.zeros(0, dtype=np.int64),
        seconds=time.perf_counter() - start,
        labels=labels,
    )


def standing(problem: Problem, labels: Labels = FRENCH) -> Plan:
    """Return the plan as it stands: kept pairs only, nothing planned beside them."""
    none = np.zeros(0, dtype=np.int64)
    board = Board(problem)
    return Plan(board, board.kept, none, none, seconds=0.0, labels=labels)


def choose(board: Board, free: np.ndarray, room: Room) -> np.ndarray:
    """Return the best of the free positions that fit in the room, in their order."""
    if not len(free):
        return free
    # The arrays that built the network are gone before it is solved: at national size
    # they weigh as much as the problem.
    flow, arcs = _network(board, free, room)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow was not solved (status {status})")
    return free[flow.flows(arcs) > 0]


def _network(
    board: Board, free: np.ndarray, room: Room
) -> tuple[SimpleMinCostFlow, np.ndarray]:
    """Return the flow to solve, and the number of each free pair's arc."""
    givers, mentor = _numbered(board.mentor[free], len(board.capacity))
    takers, school = _numbered(board.school[free], len(board.places))
    worth = _worth(board, free)
    source = len(givers) + len(takers)
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        mentor, len(givers) + school, np.ones(len(free), dtype=np.int64), -worth
    )
    nodes, capacity = np.arange(len(givers)), room.capacity[givers]
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full_like(nodes, source), nodes, capacity, nodes * 0
    )
    supply, places = int(capacity.sum()), room.places[takers]
    most = int(worth.max()) * min(supply, int(places.sum())) + 1
    first = ~room.served[takers]
    nodes = np.arange(len(givers), source)
    for units, cost in (
        (first.astype(np.int64), -most * (1 + board.priority[takers])),
        (places - first, np.zeros(len(takers), dtype=np.int64)),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(
            nodes, np.full_like(nodes, source + 1), units, cost
        )
    flow.set_node_supply(source, supply)
    flow.set_node_supply(source + 1, -supply)
    return flow, arcs


def _numbered(rows: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that appear, sorted, and each row's place among them."""
    present = np.flatnonzero(np.bincount(rows, minlength=count))
    place = np.zeros(count, dtype=np.int32)
    place[present] = np.arange(len(present))
    return present, place[rows]


def _worth(board: Board, free: np.ndarray) -> np.ndarray:
    """Return the fit of each free pair, with the bonus of those planned before."""
    worth = board.score[free].astype(np.int64)
    if board.problem.previous and board.problem.keep_bonus:
        previous = board.positions(board.table.keys(board.problem.previous))
        worth[np.isin(free, previous)] += board.problem.keep_bonus
    return worth


def all_pairs(problem: Problem) -> list[tuple[str, str, int]]:
    """Return [(mentor, school, score)] for every feasible pair, ordered by ids."""
    board = Board(problem)
    mentors, schools = board.table.mentors, board.table.schools
    columns = (board.mentor, board.school, board.score)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(mentors[m].id, schools[s].id, score) for m, s, score in rows]


__all__ = [
    "Objective",
    "Plan",
    "PlannedMatch",
    "all_pairs",
    "choose",
    "solve",
    "standing",
]
