"""The thread that says a jobs worker lives, for as long as its process does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from cms.health.models import BEAT_SECONDS, Heartbeat

logger = logging.getLogger(__name__)


@contextmanager
def heartbeat(
    worker_id: str, backend: str, seconds: float = BEAT_SECONDS
) -> Iterator[None]:
    """Beat until the block ends, then leave no sign of life behind."""
    stop = threading.Event()
    # A daemon: nothing that befalls the worker is delayed by its heartbeat.
    thread = threading.Thread(
        target=_beat, args=(stop, worker_id, backend, seconds), daemon=True
    )
    Heartbeat.objects.forgotten().delete()
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(seconds)
        with suppress(DatabaseError):
            Heartbeat.objects.filter(worker_id=worker_id).delete()


def _beat(stop: threading.Event, worker_id: str, backend: str, seconds: float) -> None:
    try:
        while not stop.is_set():
            try:
                Heartbeat.objects.beat(worker_id, backend)
            except DatabaseError:
                # The database is away: it will be asked again, on a new connection.
                logger.warning("The heartbeat of a jobs worker could not be written.")
                connection.close()
            stop.wait(seconds)
    finally:
        connection.close()
