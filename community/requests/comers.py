"""Who comes for a request, and when: asked of whoever keeps matches and workshops.

This story knows neither; the one that does names its finder at start-up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from community.requests.models import SessionRequest


@dataclass(frozen=True)
class Comer:
    """Somebody who said yes; `starts_at` is local, None while no date is chosen."""

    name: str
    path: str  # the secret page where the school chooses the date, or answers about it
    starts_at: dt.datetime | None = None
    is_confirmed: bool = False


Finder = Callable[[SessionRequest], list[Comer]]

_finders: list[Finder] = []


def find_comers_with(finder: Finder) -> None:
    """Ask `finder` from now on; there is one."""
    _finders[:] = [finder]


def comers_for(request: SessionRequest) -> list[Comer]:
    """Return who said yes for this request, while it is alive."""
    return _finders[0](request) if _finders and request.is_alive else []
