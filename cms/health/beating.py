"""The thread that says a jobs worker lives, for as long as its process does."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from django.db import DatabaseError, connection

from cms.health.models import BEAT_SECONDS, Heartbeat
from resources.jobs.repeating import repeating

logger = logging.getLogger(__name__)


@contextmanager
def heartbeat(
    worker_id: str, backend: str, seconds: float = BEAT_SECONDS
) -> Iterator[None]:
    """Beat until the block ends, then leave no sign of life behind."""
    Heartbeat.objects.forgotten().delete()
    try:
        with repeating(partial(_beat, worker_id, backend), seconds):
            yield
    finally:
        with suppress(DatabaseError):
            Heartbeat.objects.filter(worker_id=worker_id).delete()


def _beat(worker_id: str, backend: str) -> None:
    try:
        Heartbeat.objects.beat(worker_id, backend)
    except DatabaseError:
        # The database is away: it will be asked again, on a new connection.
        logger.warning("The heartbeat of a jobs worker could not be written.")
        connection.close()
