"""Who was erased, in a file beside the database, for backups that know nothing of it.

One line an erasure: its day and a mark that says nothing without the account's own row.
Lines are added, never changed; several files may be put one after the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone


def mark_of(user: Any) -> str:
    """Return what names an account in the file.

    Its number alone could be given again after a restore; not the instant it was made.
    """
    made_at = user.date_joined.astimezone(dt.UTC).isoformat()
    return hashlib.sha256(f"{user.pk} {made_at}".encode()).hexdigest()


def note(mark: str) -> None:
    """Add a line, on the disk once this returns; the same account is noted once."""
    if mark in noted():
        return
    path = Path(settings.ERASURES_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{timezone.localdate()} {mark}\n")
        file.flush()
        os.fsync(file.fileno())


def noted() -> set[str]:
    """Return the marks of the file; none before the first erasure."""
    path = Path(settings.ERASURES_FILE)
    if not path.exists():
        return set()
    return {line.split()[-1] for line in path.read_text("ascii").splitlines() if line}
