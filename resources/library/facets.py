"""Count a library answer by facet, over marks such as "age:6-11". Pure Python.

OR inside a facet, AND between facets; a facet's own counts ignore its own choices, so
that each number says what one more tick would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

Row = TypeVar("Row")


def narrow(
    rows: Iterable[tuple[Row, str]], chosen: Mapping[str, list[str]]
) -> tuple[list[Row], Counter[str]]:
    """Return the rows that pass every chosen facet, and how often each mark counts.

    `rows` gives each row with its marks, separated by blanks. A row that fails one
    facet only still counts for that facet's other choices.
    """
    asked = {
        name: frozenset(f"{name}:{slug}" for slug in slugs)
        for name, slugs in chosen.items()
    }
    kept: list[Row] = []
    counts: Counter[str] = Counter()
    for row, text in rows:
        marks = text.split()
        failed = [name for name, wanted in asked.items() if wanted.isdisjoint(marks)]
        if not failed:
            kept.append(row)
            counts.update(marks)
        elif len(failed) == 1:
            start = f"{failed[0]}:"
            counts.update(mark for mark in marks if mark.startswith(start))
    return kept, counts
