"""How many workshops used a resource: asked of whoever keeps the workshops.

The library knows no workshop; the room that does names its counter at start-up.
"""

from __future__ import annotations

from collections.abc import Callable

Counter = Callable[[int], int]  # page id → workshops held with it, in one query

_counters: list[Counter] = []


def count_with(counter: Counter) -> None:
    """Ask `counter` from now on; naming the same one twice changes nothing."""
    if counter not in _counters:
        _counters.append(counter)


def workshops_with(page_id: int) -> int:
    return sum(counter(page_id) for counter in _counters)
