"""What is acknowledged to a person is on the disk, not on its way there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def on_disk() -> Iterator[None]:
    """One transaction, written through to the disk when the block ends.

    SQLite otherwise lets the system write the last transactions a little later
    (`synchronous=NORMAL`): a power cut could lose them. PostgreSQL waits by itself.
    Within another transaction, that one decides.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite:
        _synchronous("FULL")
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        if is_sqlite:
            _synchronous("NORMAL")


def _synchronous(level: str) -> None:
    # Refused in silence inside a transaction: hence before and after.
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")
