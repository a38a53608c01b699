"""Finished pages in memory, under the generations they were made of."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

Place = tuple[str, str, str]  # scheme, host, path
Key = tuple[Place, str]

MOST_PLACES = 20_000
OVERHEAD = 1_500  # bytes of an entry beside its bodies: headers, keys, dictionaries


@dataclass
class Entry:
    """A page as it leaves: its headers, and its body by encoding ("" for none)."""

    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]
    tokens: tuple[str, ...] = ()
    generations: tuple[str, ...] = ()
    kept_at: float = 0.0
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = OVERHEAD + sum(map(len, self.bodies.values()))


def read_part(query: str, reads: frozenset[str] | None) -> str:
    """Return the parameters that play a part, in one order; values keep theirs."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if reads is None or pair[0] in reads]
    return urlencode(sorted(kept, key=lambda pair: pair[0]))


class Shelf:
    """The pages used last, up to `most_bytes`; safe to use from several threads."""

    def __init__(
        self,
        most_bytes: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most_bytes, self.seconds, self.clock = most_bytes, seconds, clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._reads: dict[Place, frozenset[str] | None] = {}
        self.bytes = 0

    def find(self, place: Place, query: str, now: dict[str, str]) -> Entry | None:
        """Return the page kept for this address if all it was made of still holds."""
        if place not in self._reads:
            return None
        key = (place, read_part(query, self._reads[place]))
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            is_late = self.clock() - entry.kept_at >= self.seconds
            if is_late or entry.tokens != tokens_of(entry.generations, now):
                self._drop(key)
                return None
            self._entries.move_to_end(key)
        return entry

    def keep(
        self, place: Place, query: str, reads: frozenset[str] | None, entry: Entry
    ) -> None:
        """Keep a page; one asked with parameters it does not read is not a model."""
        part = read_part(query, reads)
        if part != read_part(query, None) or entry.size > self.most_bytes / 8:
            return
        with self._lock:
            if len(self._reads) >= MOST_PLACES:
                self._reads.clear()
            self._reads[place] = reads
            key = (place, part)
            self._drop(key)
            entry.kept_at = self.clock()
            self._entries[key] = entry
            self.bytes += entry.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Key) -> None:
        if entry := self._entries.pop(key, None):
            self.bytes -= entry.size

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._reads.clear()
            self.bytes = 0


def tokens_of(names: tuple[str, ...], now: dict[str, str]) -> tuple[str, ...]:
    return tuple(now.get(name, "") for name in names)
