"""What the whole site answers, in groups; one with nothing in it is not shown.

The first group is the library's own answer, so that « Voir les N » keeps its word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from django.utils.http import urlencode

from community.sessions.named import sessions_named
from resources.answers.models import AnswerPage
from resources.collections.models import CollectionPage
from resources.glossary.finding import Glossary, named
from resources.library.answer import said_of, shared_words
from resources.library.filters import LibraryFilter
from resources.library.models import ResourcePage
from resources.news.models import NewsPage
from resources.search.missing import sign
from resources.search.promoted import promoted
from resources.search.ranking import Ranking, in_order, rank
from resources.search.snapshot import snapshot

SHOWN = {"resource": 5, "collection": 3, "answer": 5, "news": 3}


def look_up(asked: LibraryFilter) -> dict[str, Any]:
    """Return the context of the results page, for a question or for none."""
    shelf = snapshot("resource")
    themes, _terms, territories = shared_words(shelf.token)
    context = {"asked": asked, "top_themes": [t for t in themes if not t.parent_id]}
    if not asked.question:
        return context | {"total": 0}
    everything = snapshot(token=shelf.token)
    library = rank(asked.question, shelf, exact=asked.is_exact)
    others = rank(asked.question, everything, exact=asked.is_exact)
    first = promoted(asked.question, shelf)
    ids = {"resource": _ids(library, first)} | {
        kind: _ids(others, first, kind) for kind in ("collection", "answer", "news")
    }
    sessions, places = sessions_named(asked.question, themes, territories)
    words = _words(others, everything.words.glossary)
    total = sum(map(len, [*ids.values(), words, sessions]))
    said = _said(library if ids["resource"] else others, asked, places)
    shown = {
        "total": total,
        "resources_total": len(ids["resource"]),
        "library_url": _library_url(asked),
        "words": words,
        "sessions": sessions,
        "promoted_ids": first,
        "chosen": 0,
        "wider_url": "",
        "missing_token": "" if total else sign(asked.question),
    }
    return context | said | shown | _pages(ids)


def _said(ranking: Ranking, asked: LibraryFilter, places: set[str]) -> dict[str, Any]:
    """How the words were understood; one that named a place was not looked for."""
    said = said_of(ranking, asked)
    if said["unknown"] and places.issuperset(said["unknown"]):
        said |= {"unknown": [], "near": [], "is_wide": False}
    return said


def _ids(ranking: Ranking, first: list[int], kind: str = "") -> list[int]:
    """Ids that answer, best first, those the team chose ahead; none for no word."""
    if not ranking.asked:
        return []
    kept = ranking.kept
    if kind:
        kept = kept & ranking.shot.marked(f"kind:{kind}")
    places = in_order(ranking, np.flatnonzero(kept))
    ids = [int(pk) for pk in ranking.shot.page_ids[places]]
    ahead = [pk for pk in first if pk in ids]
    return [*ahead, *(pk for pk in ids if pk not in ahead)]


def _pages(ids: dict[str, list[int]]) -> dict[str, list[Any]]:
    """Fetch what is shown of each group, in order; an empty one asks nothing.

    The snapshot only holds public pages, and a new restriction makes a new one: what
    is asked again is whether they are live.
    """
    shown = {kind: found[: SHOWN[kind]] for kind, found in ids.items()}
    resources = ResourcePage.objects.live().with_labels()
    collections = CollectionPage.objects.live().select_related("theme")
    answers = AnswerPage.objects.live().with_labels()
    return {
        "resources": _in_order(resources, shown["resource"]),
        "collections": _in_order(collections, shown["collection"]),
        "questions": _in_order(answers, shown["answer"]),
        "news": _in_order(NewsPage.objects.live(), shown["news"]),
    }


def _in_order(pages: Any, ids: Iterable[int]) -> list[Any]:
    found = pages.in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


def _words(ranking: Ranking, glossary: Glossary) -> Glossary:
    """Glossary entries that the question names, or that stand for one of its words."""
    stems = set()
    for wanted, _hits in ranking.asked.groups:
        stems |= set(wanted.words)
        for other in wanted.synonyms:
            stems |= set(other.stems)
    return named(glossary, stems)


def _library_url(asked: LibraryFilter) -> str:
    pairs = {"q": asked.question} | ({"exact": "1"} if asked.is_exact else {})
    return f"/ressources/?{urlencode(pairs)}"
