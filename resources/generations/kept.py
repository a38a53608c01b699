"""Small things made from content and kept in memory while their generations hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from resources.generations.models import tokens

Made = TypeVar("Made")


def known_tokens(request: Any) -> dict[str, str]:
    """Return the tokens that `request` works under, asked once for all of it.

    The page cache has them already: it leaves them on the request.
    """
    found: dict[str, str] | None = getattr(request, "generations", None)
    if found is None:
        found = tokens()
        if request is not None:
            request.generations = found
    return found


class Kept(Generic[Made]):
    """What `make` returns, made again after any change of the generations named.

    One request sees one value from its beginning to its end.
    """

    def __init__(self, make: Callable[[], Made], *names: str) -> None:
        self._make, self._names = make, names
        self._value: tuple[tuple[str, ...], Made] | None = None

    def get(self, request: Any = None) -> Made:
        mine = request.__dict__.setdefault("kept", {}) if request is not None else {}
        if self not in mine:
            mine[self] = self._current(request)
        return mine[self]

    def _current(self, request: Any) -> Made:
        known = known_tokens(request)
        now = tuple(known.get(name, "") for name in self._names)
        held = self._value
        # Content that never changed has no token to tell the next change by.
        if held is None or held[0] != now or not all(now):
            held = self._value = (now, self._make())
        return held[1]

    def last(self) -> Made | None:
        """Return what was made last, without asking anything; it may be late."""
        return self._value[1] if self._value else None
