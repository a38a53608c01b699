"""Numbers that nobody guesses, and that somebody may read aloud and type."""

from __future__ import annotations

import secrets

# Neither 0 nor O, 1 nor I.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 4
LONGEST_TYPED = 40


def new_number() -> str:
    """Return sixty bits, as in K7QF-2MXP-9RTD."""
    groups = [
        "".join(secrets.choice(LETTERS) for _n in range(GROUP)) for _g in range(GROUPS)
    ]
    return "-".join(groups)


def as_written(typed: str) -> str:
    """Return the number as it is stored, whatever the case, spaces and hyphens."""
    kept = "".join(c for c in typed.upper()[:LONGEST_TYPED] if c in LETTERS)
    return "-".join(kept[i : i + GROUP] for i in range(0, len(kept), GROUP))
