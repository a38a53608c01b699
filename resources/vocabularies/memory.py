"""Terms, themes and territories in memory: hundreds of rows that every page names.

Kept per process under the generation of the site; without one, they are read anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from resources.territories.models import Territory
from resources.vocabularies.models import Term, Theme


@dataclass(frozen=True)
class Words:
    terms: dict[int, Term]
    themes: dict[int, Theme]
    territories: dict[str, Territory]


_kept: tuple[str, Words] | None = None


def words(token: str) -> Words:
    """Return the words as they are under `token`: three queries when it is new."""
    global _kept
    kept = _kept
    if token and kept and kept[0] == token:
        return kept[1]
    themes = Theme.objects.in_bulk()
    for theme in themes.values():
        theme.parent = themes.get(theme.parent_id)
    fresh = Words(Term.objects.in_bulk(), themes, Territory.objects.in_bulk())
    if token:
        _kept = (token, fresh)
    return fresh
