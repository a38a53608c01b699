"""The generations as this process knows them: asked once a second at most."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

from django.db import DatabaseError

from resources.generations.models import tokens


class Generations:
    """What the database said less than `seconds` ago.

    A database that does not answer leaves the last known ones: pages in memory go on
    being served while it restarts.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}
        self._until = 0.0

    def now(self) -> dict[str, str]:
        if time.monotonic() < self._until:
            return self._known
        # Whoever comes while another asks takes what is known: under a second late.
        if self._lock.acquire(blocking=not self._known):
            try:
                if time.monotonic() >= self._until:
                    self._ask()
            finally:
                self._lock.release()
        return self._known

    def _ask(self) -> None:
        with suppress(DatabaseError):
            self._known = tokens()
        self._until = time.monotonic() + self.seconds
