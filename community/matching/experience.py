"""What mentors have run before, asked of whoever keeps the reports.

This story knows no session; the one that does names its counter at start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Counts = dict[int, dict[str, int]]  # mentor → theme → how many times
Counter = Callable[[Sequence[int]], Counts]

_counters: list[Counter] = []


def remember_with(counter: Counter) -> None:
    """Ask `counter` from now on; there is one."""
    _counters[:] = [counter]


def experience_of(mentors: Sequence[int]) -> Counts:
    """Return how often each mentor ran each theme; nothing while nobody counts."""
    return _counters[0](mentors) if _counters and mentors else {}
