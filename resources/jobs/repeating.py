"""A thread that does one thing again and again, for as long as a block lasts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def repeating(act: Callable[[], object], seconds: float) -> Iterator[None]:
    """Call `act` now and every `seconds` until the block ends.

    `act` answers for its own errors: one that escapes ends the thread.
    """
    stop = threading.Event()
    # A daemon: nothing that befalls the worker is delayed by it.
    thread = threading.Thread(target=_run, args=(act, stop, seconds), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(seconds)


def _run(act: Callable[[], object], stop: threading.Event, seconds: float) -> None:
    try:
        while not stop.is_set():
            act()
            stop.wait(seconds)
    finally:
        connection.close()
