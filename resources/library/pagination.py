"""Which page numbers a pager shows: the ends, and the neighbours of the current one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def window(number: int, last: int, url: Callable[..., str]) -> dict[str, Any]:
    """Return {numbers, previous, next}; a gap between numbers is None."""
    near = {1, last, *range(number - 1, number + 2)}
    numbers: list[dict[str, Any] | None] = []
    before = 0
    for current in sorted(n for n in near if 1 <= n <= last):
        if current > before + 1:
            numbers.append(None)
        numbers.append({"number": current, "url": url(page=current)})
        before = current
    return {
        "numbers": numbers if last > 1 else [],
        "previous": url(page=number - 1) if number > 1 else None,
        "next": url(page=number + 1) if number < last else None,
    }
