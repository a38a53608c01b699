"""The thread of a jobs worker that looks, every minute, what is to be done."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from resources.jobs.daily import start_due

logger = logging.getLogger(__name__)

TICK_SECONDS = 60
# What each minute asks for; other stories add theirs when their app is ready.
minutely: list[Callable[[], object]] = [start_due]


@contextmanager
def clock(seconds: float = TICK_SECONDS) -> Iterator[None]:
    """Tick until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=_run, args=(stop, seconds), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(seconds)


def _run(stop: threading.Event, seconds: float) -> None:
    try:
        while not stop.is_set():
            tick()
            stop.wait(seconds)
    finally:
        connection.close()


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
