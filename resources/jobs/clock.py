"""The thread of a jobs worker that looks, every minute, what is to be done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import DatabaseError, connection

from resources.jobs.daily import start_due
from resources.jobs.repeating import repeating
from resources.jobs.scheduled import publish_scheduled

logger = logging.getLogger(__name__)

TICK_SECONDS = 60
# What each minute asks for; other stories add theirs when their app is ready.
minutely: list[Callable[[], object]] = [start_due, publish_scheduled]


def clock(seconds: float = TICK_SECONDS) -> AbstractContextManager[None]:
    """Tick until the block ends."""
    return repeating(tick, seconds)


def tick() -> None:
    """Ask each of the minute's questions; none that fails stops the others."""
    for ask in minutely:
        try:
            ask()
        except DatabaseError:
            logger.warning("The database did not answer the clock of a jobs worker.")
            connection.close()
        except Exception:
            logger.exception("The clock of a jobs worker met an error.")
