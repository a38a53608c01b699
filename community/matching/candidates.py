"""Feasible pairs of a problem. Imports no Django.

A KD-tree on points of the unit sphere finds the schools within reach, in Corsica and
overseas as in Paris; a pair may also meet remotely, whatever the distance, when both
sides accept it. Mentors are taken by bundles, so that memory follows the feasible pairs
and not the pairs that are merely near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.spatial import KDTree

from community.matching.problem import Problem
from community.matching.scoring import score_parts
from community.matching.table import WISHES, Table, chord_of_km

# What a pair must pass, in the order in which an absence is explained.
STAGES = ("near", "languages", "slots", "themes", "allowed")
BUNDLE = 500_000  # pairs examined at once


@dataclass(frozen=True)
class Candidates:
    """Feasible pairs, ordered by mentor id then school id.

    `past` holds the keys of pairs that worked together, which the score rewards.
    `remaining[stage][school]` counts the mentors left after each stage, from which an
    unserved school learns why. Kept pairs appear here when the rules allow them.
    """

    table: Table
    mentor: np.ndarray
    school: np.ndarray
    score: np.ndarray
    past: np.ndarray
    remaining: dict[str, np.ndarray]


def find_candidates(problem: Problem) -> Candidates:
    """Return every feasible pair of the problem."""
    table = Table(problem)
    refused = _refused_keys(problem, table)
    remaining = {
        stage: np.zeros(len(table.schools), dtype=np.int64) for stage in STAGES
    }
    past = np.unique(table.keys(problem.past))
    found = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int16))]
    for mentor, school in _pairs_within_reach(table):
        for stage in STAGES:
            passed = _passes(stage, table, refused, mentor, school)
            mentor, school = mentor[passed], school[passed]
            remaining[stage] += np.bincount(school, minlength=len(table.schools))
        parts = score_parts(table, problem.weights, past, mentor, school)
        found.append((mentor, school, parts.sum(axis=1, dtype=np.int16)))
    columns = (np.concatenate(column) for column in zip(*found, strict=True))
    return Candidates(table, *columns, past, remaining)


def _pairs_within_reach(table: Table) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield bundles of near or remote pairs, sorted, each pair once."""
    if not table.mentors or not table.schools:
        return
    tree = KDTree(table.school_points)
    # A hair more than the radius: exact kilometres decide, in `_passes`.
    chord = chord_of_km(table.radius) + 1e-9
    sizes = tree.query_ball_point(table.mentor_points, chord, return_length=True)
    remote = np.flatnonzero(table.school_remote)
    ends = np.cumsum(sizes + table.mentor_remote * len(remote)) // BUNDLE
    for rows in np.split(np.arange(len(ends)), np.flatnonzero(np.diff(ends)) + 1):
        keys = _near_keys(table, tree, rows, chord[rows])
        far = rows[table.mentor_remote[rows]]
        if len(far) and len(remote):
            everywhere = far[:, None] * len(table.schools) + remote[None, :]
            # Sorted here: numpy's own union hashes, ten times slower at this size.
            keys = np.sort(np.concatenate([keys, everywhere.ravel()]))
            keys = keys[np.diff(keys, prepend=-1) > 0]
        mentor, school = table.split(keys)
        yield mentor.astype(np.int32), school.astype(np.int32)


def _near_keys(
    table: Table, tree: KDTree, rows: np.ndarray, chord: np.ndarray
) -> np.ndarray:
    near = tree.query_ball_point(table.mentor_points[rows], chord, return_sorted=True)
    sizes = np.fromiter((len(schools) for schools in near), dtype=np.int64)
    schools = np.fromiter(chain.from_iterable(near), np.int64, int(sizes.sum()))
    return np.repeat(rows, sizes) * len(table.schools) + schools


def _passes(
    stage: str,
    table: Table,
    refused: np.ndarray,
    mentor: np.ndarray,
    school: np.ndarray,
) -> np.ndarray:
    if stage == "near":
        remote = table.mentor_remote[mentor] & table.school_remote[school]
        return remote | (table.km(mentor, school) <= table.radius[mentor])
    if stage == "allowed":
        return ~np.isin(table.key(mentor, school), refused)
    assert stage in WISHES  # noqa: S101 - the three stages left
    asked, common = table.asked[stage][school], table.common(stage, mentor, school)
    if stage == "languages":
        return common == asked
    return (common > 0) | (asked == 0)


def _refused_keys(problem: Problem, table: Table) -> np.ndarray:
    """Forbidden pairs and avoided schools; those outside the problem do not matter."""
    avoided = [
        (mentor.id, school)
        for mentor in table.mentors
        for school in mentor.avoid
        if table.column(school) is not None
    ]
    return np.unique(table.keys([*problem.forbidden, *avoided]))
