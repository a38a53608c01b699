"""Coming workshops that a reader's words name: by commune, département or theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from community.sessions.models import AwarenessSession
from mentors.communes.models import Commune
from mentors.communes.search import fold_name
from resources.search.fold import fold
from resources.vocabularies.models import Theme

MOST = 3
LONGEST_NAME = 6  # words: « La Chapelle-sur-Chézy » and longer
MAX_LETTERS = 200
# About 20 km north and south, a little less east and west.
NEAR_DEGREES = 0.18, 0.27


def sessions_named(
    question: str, themes: Iterable[Theme], territories: Iterable[tuple[str, str]]
) -> tuple[list[AwarenessSession], set[str]]:
    """Return the next workshops near the place named, about the theme named.

    With them, the words that named the place: no page need hold these.

    `territories` are (code, name). A place and a theme ask for both; where the place
    has no workshop about it, its other workshops are still near. Three queries at most.
    """
    words = fold_name(question[:MAX_LETTERS]).split()
    places, rest = _places(words, territories)
    about = _themes(rest, themes)
    if not places and not about:
        return [], set()
    coming = AwarenessSession.objects.coming()
    found = coming.filter(places) if places else coming
    if about:
        themed = found.filter(themes__in=about)
        found = themed if not places or themed.exists() else found
    found = found.select_related("school__territory").prefetch_related("themes")
    sessions = list(found.order_by("starts_at", "pk").distinct()[:MOST])
    return sessions, (set(words) - set(rest) if sessions else set())


def _places(
    words: list[str], territories: Iterable[tuple[str, str]]
) -> tuple[Q, list[str]]:
    """Return where to look, and the words that name no place."""
    phrases = {
        " ".join(words[start : start + size]): (start, size)
        for size in range(1, LONGEST_NAME + 1)
        for start in range(len(words) - size + 1)
    }
    asked, used = Q(), set()
    for code, name in territories:
        if (place := phrases.get(fold_name(name))) is not None:
            asked |= Q(school__territory=code)
            used |= set(range(place[0], sum(place)))
    communes = Commune.objects.filter(folded_name__in=list(phrases)).order_by("pk")
    for commune in communes[:LONGEST_NAME]:
        asked |= _around(commune)
        start, size = phrases[commune.folded_name]
        used |= set(range(start, start + size))
    return asked, [word for n, word in enumerate(words) if n not in used]


def _around(commune: Commune) -> Q:
    north, east = NEAR_DEGREES
    return Q(school__commune=commune) | Q(
        school__latitude__range=(commune.latitude - north, commune.latitude + north),
        school__longitude__range=(commune.longitude - east, commune.longitude + east),
    )


def _themes(words: list[str], themes: Iterable[Theme]) -> list[Any]:
    """Themes whose name holds all that is asked, or is wholly in it."""
    asked = set(fold(" ".join(words)))
    if not asked:
        return []
    names = {theme.pk: set(fold(theme.label)) for theme in themes}
    return [pk for pk, name in names.items() if asked <= name or name <= asked]
