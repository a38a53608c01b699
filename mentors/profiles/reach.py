"""Which schools lie within reach: asked of whoever keeps the schools.

This room knows no school; the one that does names its finder at start-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mentors.communes.models import Commune

MOST_SHOWN = 12


@dataclass(frozen=True)
class Near:
    """A school as an applicant sees it: its name, and how far it is."""

    name: str
    km: int


@dataclass(frozen=True)
class Reach:
    total: int
    nearest: list[Near]

    @property
    def more(self) -> int:
        return self.total - len(self.nearest)


Finder = Callable[[Commune, int, int], Reach]  # commune, km, how many to name

_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Ask `finder` from now on; there is one."""
    _finders[:] = [finder]


def reach_of(commune: Commune | None, radius_km: int | None) -> Reach | None:
    """Return what lies within reach, or None while that cannot be known."""
    if not commune or not radius_km or not _finders:
        return None
    return _finders[0](commune, radius_km, MOST_SHOWN)
