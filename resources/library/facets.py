"""Count a library answer by facet, over marks such as "age:6-11".

OR inside a facet, AND between facets; a facet's own counts ignore its own choices, so
that each number says what one more tick would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from resources.search.snapshot import Snapshot


def narrow(
    shot: Snapshot, base: np.ndarray, chosen: Mapping[str, list[str]]
) -> tuple[np.ndarray, Counter[str]]:
    """Return which positions pass every chosen facet, and how often each mark counts.

    `base` holds one boolean per position: what the words alone found.
    """
    passes = {name: _any(shot, name, slugs) for name, slugs in chosen.items()}
    kept = base.copy()
    for passed in passes.values():
        kept &= passed
    counts = _counts(shot, kept)
    for name in passes:
        others = base.copy()
        for other, passed in passes.items():
            if other != name:
                others &= passed
        start = f"{name}:"
        own = _counts(shot, others)
        counts |= Counter({mark: own[mark] for mark in own if mark.startswith(start)})
    return kept, counts


def _any(shot: Snapshot, name: str, slugs: list[str]) -> np.ndarray:
    passed = np.zeros(len(shot), dtype=bool)
    for slug in slugs:
        passed |= shot.marked(f"{name}:{slug}")
    return passed


def _counts(shot: Snapshot, kept: np.ndarray) -> Counter[str]:
    sums = kept.astype(np.float32) @ shot.matrix
    return Counter({mark: int(sums[column]) for mark, column in shot.marks.items()})
