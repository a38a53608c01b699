"""How well a pair fits: a whole number from 0 to 1000, the sum of named parts.

| part       | most | what it says                                                    |
|------------|------|-----------------------------------------------------------------|
| distance   |  400 | 400 on the doorstep, falling evenly to 0 at the mentor's radius  |
| slots      |  200 | 120 for one common slot, 160 for two, 200 for three or more      |
| themes     |  200 | the share of the wished themes that the mentor runs              |
| languages  |  100 | the share of the asked languages that the mentor speaks          |
| continuity |  100 | they have worked together before                                |

A school that asks nothing gets the full part: nothing it wanted is missing. A pair that
may meet remotely never gets less than a quarter of the distance part. The weights are
those of the problem; each part is rounded, then parts are added. Imports no Django.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from community.matching.problem import WEIGHTS
from community.matching.table import WISHES, Table

PARTS = tuple(WEIGHTS)
REMOTE_SHARE = 0.25
SLOT_SHARES = np.array([0, 0.6, 0.8, 1])


def score_parts(
    table: Table,
    weights: Mapping[str, int],
    past: np.ndarray,
    mentor: np.ndarray,
    school: np.ndarray,
) -> np.ndarray:
    """Return integers of shape (pairs, 5), columns in the order of PARTS.

    `past` holds the keys of pairs that worked together. Pairs need not be feasible: a
    kept pair beyond the mentor's radius gets nothing for distance.
    """
    parts = np.zeros((len(mentor), len(PARTS)), dtype=np.int16)
    for column, part in enumerate(PARTS):
        share = _share(part, table, past, mentor, school)
        parts[:, column] = np.rint(share * weights[part])
    return parts


def _share(
    part: str, table: Table, past: np.ndarray, mentor: np.ndarray, school: np.ndarray
) -> np.ndarray:
    if part == "distance":
        return _distance_share(table, mentor, school)
    if part == "continuity":
        return np.isin(table.key(mentor, school), past).astype(float)
    return _wish_share(part, table, mentor, school)


def _distance_share(table: Table, mentor: np.ndarray, school: np.ndarray) -> np.ndarray:
    km, radius = table.km(mentor, school), table.radius[mentor]
    used = np.divide(km, radius, out=np.zeros_like(km), where=radius > 0)
    share = np.where(km <= radius, 1 - np.minimum(used, 1), 0)
    remote = table.mentor_remote[mentor] & table.school_remote[school]
    return np.where(remote, np.maximum(share, REMOTE_SHARE), share)


def _wish_share(
    part: str, table: Table, mentor: np.ndarray, school: np.ndarray
) -> np.ndarray:
    assert part in WISHES  # noqa: S101 - the three parts left
    asked, common = table.asked[part][school], table.common(part, mentor, school)
    if part == "slots":
        share = SLOT_SHARES[np.minimum(common, 3)]
    else:
        share = common / np.maximum(asked, 1)
    return np.where(asked == 0, 1, share)
