"""Which counts of people are not said in public."""

from __future__ import annotations

# Under this many people, a public count could point at someone.
SMALLEST_SHOWN = 5


def is_masked(people: int) -> bool:
    """Nobody is nobody's secret: zero is said."""
    return 0 < people < SMALLEST_SHOWN
