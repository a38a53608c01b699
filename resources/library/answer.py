"""The library's answer to a GET form: results, counts, chips, pages of results.

Receives the page queryset from its caller, so that it imports no page model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.http import urlencode

from resources.library.facets import narrow
from resources.library.filters import (
    DURATIONS,
    FACETS,
    NATIONAL,
    PRINTABLE,
    SORTS,
    Choices,
    LibraryFilter,
)
from resources.search.missing import sign
from resources.search.promoted import promoted
from resources.search.ranking import Ranking, in_order, rank
from resources.search.snapshot import snapshot
from resources.territories.models import Territory
from resources.vocabularies.models import Term, Theme, Vocabulary

PER_PAGE = 20
FACET_SIZE = 7  # longer lists fold what is rarely chosen
KIND = "resource"
VOCABULARIES = {
    "age": Vocabulary.AGE_BAND,
    "lecture": Vocabulary.READING_LEVEL,
    "langue": Vocabulary.LANGUAGE,
    "format": Vocabulary.FORMAT,
    "public": Vocabulary.AUDIENCE,
    "niveau": Vocabulary.LEVEL,
    "acces": Vocabulary.ACCESSIBILITY,
}
# Long lists of which most choices are empty: only those one can choose.
SPARSE = ("langue", "territoire", "acces", "format", "niveau")

MOST_CARDS = 500

_kept: dict[str, Any] = {}
_shown: dict[str, dict[int, Any]] = {}


@dataclass(frozen=True)
class Found:
    """What a form finds: every id in order, and what was needed to get there."""

    asked: LibraryFilter
    ranking: Ranking
    counts: Counter[str]
    promoted: list[int]
    ids: list[int]


def find(data: QueryDict) -> Found:
    """Return every resource that the form asks for, before any is fetched."""
    shot = snapshot(KIND)
    asked = LibraryFilter(data, _choices(*shared_words(shot.token)))
    ranking = rank(asked.question, shot, exact=asked.is_exact)
    first = promoted(asked.question, shot)
    kept, counts = narrow(ranking.shot, ranking.kept, asked.chosen())
    ids = _ordered(ranking, kept, asked.sort, first)
    return Found(asked, ranking, counts, first, ids)


def answer(data: QueryDict, pages: Any) -> dict[str, Any]:
    """Return what the index template shows; `pages` are the readable resources."""
    found = find(data)
    asked, ranking, counts, ids = found.asked, found.ranking, found.counts, found.ids
    token = ranking.shot.token
    themes, terms, _places = shared_words(token)
    page = Paginator(ids, PER_PAGE).get_page(asked.page_number)
    return {
        "asked": asked,
        "sorts": SORTS,
        "total": len(ids),
        "results": _cards(pages, list(page), token),
        "promoted_ids": found.promoted,
        "facets": _facets(asked, counts, themes, terms),
        "chips": _chips(asked),
        "chosen_themes": [
            theme for theme in themes if theme.slug in asked.chosen().get("theme", ())
        ],
        "chosen": sum(map(len, asked.chosen().values())),
        "wider_url": asked.wider_url(),
        "pager": page,
        "top_themes": [theme for theme in themes if not theme.parent_id],
    } | said_of(ranking, asked)


def said_of(ranking: Ranking, asked: Any) -> dict[str, Any]:
    """What to tell of how the words were understood: mended, widened, left out."""
    groups = [wanted for wanted, _hits in ranking.asked.groups]
    also = [other.label for wanted in groups for other in wanted.synonyms]
    return {
        # For a word or two: beside a whole sentence, the list explains nothing.
        "also_searched": also if len(groups) <= 2 else [],
        "mended": ranking.asked.mended,
        "unknown": ranking.asked.unknown,
        "near": [
            {"word": word, "url": "?" + urlencode({"q": word})}
            for word in ranking.asked.near
        ],
        "is_wide": ranking.is_wide,
        "missing_token": "" if ranking.kept.any() else sign(asked.question),
        "not_searched": bool(asked.question and not ranking.asked),
    }


def shared_words(token: str) -> tuple[list[Theme], list[Term], list[tuple[str, str]]]:
    """Themes, terms and territories: read once per generation and process."""
    if not token or token not in _kept:
        _kept.clear()
        _kept[token] = (
            list(Theme.objects.in_use().select_related("parent")),
            list(Term.objects.filter(is_retired=False)),
            list(Territory.objects.in_programme().values_list("code", "name")),
        )
    return _kept[token]


def _choices(
    themes: list[Theme], terms: list[Term], places: list[tuple[str, str]]
) -> dict[str, Choices]:
    choices: dict[str, Any] = {
        name: [(term.slug, term.label) for term in terms if term.vocabulary == of]
        for name, of in VOCABULARIES.items()
    }
    choices["theme"] = [(theme.slug, theme.label) for theme in themes]
    choices["duree"] = DURATIONS
    choices["lecture"] = [*choices["lecture"], PRINTABLE]
    choices["territoire"] = [NATIONAL, *places]
    return choices


def _ordered(
    ranking: Ranking, kept: np.ndarray, sort: str, first: list[int]
) -> list[int]:
    """Ids in the asked order; ties fall back to the latest check, then the oldest."""
    shot, places = ranking.shot, np.flatnonzero(kept)
    if sort == "duree":
        keys = (shot.page_ids[places], -shot.reviewed[places], shot.minutes[places])
        places = places[np.lexsort(keys)]
    elif sort == "verification":
        keys = (shot.page_ids[places], -shot.reviewed[places])
        places = places[np.lexsort(keys)]
    else:
        places = in_order(ranking, places)
    ids = [int(pk) for pk in shot.page_ids[places]]
    ahead = [pk for pk in first if pk in ids]
    return [*ahead, *(pk for pk in ids if pk not in ahead)]


def _cards(pages: Any, ids: list[int], token: str) -> list[Any]:
    """Pages to show, in this order: those shown before are kept until one changes.

    Every change of what may be read or of a label renews the generation.
    """
    known = _shown.get(token) if token else None
    if known is None or len(known) > MOST_CARDS:
        _shown.clear()
        known = _shown[token] = {}
    missing = [pk for pk in ids if pk not in known]
    if missing:
        known |= pages.with_labels().in_bulk(missing)
    return [known[pk] for pk in ids if pk in known]


def _facets(
    asked: LibraryFilter, counts: Counter[str], themes: list[Theme], terms: list[Term]
) -> list[dict[str, Any]]:
    hidden = {theme.slug for theme in themes if theme.parent_id}
    hidden -= set(asked.cleaned_data["theme"])
    languages = {term.slug: term for term in terms if term.vocabulary == "language"}
    facets = []
    for name, label in FACETS.items():
        options = [
            _option(asked, name, choice, counts, languages)
            for choice in asked.fields[name].choices
            if not (name == "theme" and choice[0] in hidden)
        ]
        if name in SPARSE:
            options = [row for row in options if row["count"] or row["checked"]]
        if options:
            shown = _worth_showing(options)
            rest = [row for row in options if row not in shown]
            facet = {"name": name, "label": label, "options": shown, "rest": rest}
            facets.append(facet)
    return facets


def _worth_showing(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first options to show, in their own order; the rest is folded."""
    if len(options) <= FACET_SIZE:
        return options
    best = sorted(options, key=lambda row: (not row["checked"], -row["count"]))
    kept = {row["slug"] for row in best[: FACET_SIZE - 1] if row["count"]}
    kept |= {row["slug"] for row in options if row["checked"]}
    return [row for row in options if row["slug"] in kept]


def _option(
    asked: LibraryFilter,
    name: str,
    choice: tuple[str, Any],
    counts: Counter[str],
    languages: Mapping[str, Term],
) -> dict[str, Any]:
    slug, label = choice
    count = counts[f"{name}:{slug}"]
    checked = slug in asked.cleaned_data[name]
    return {
        "slug": slug,
        "label": label,
        "count": count,
        "checked": checked,
        "disabled": not count and not checked,
        "language": languages.get(slug) if name == "langue" else None,
    }


def _chips(asked: LibraryFilter) -> list[dict[str, Any]]:
    return [
        {
            "label": dict(asked.fields[name].choices)[slug],
            "url": asked.url(without=(name, slug)),
        }
        for name, slugs in asked.chosen().items()
        for slug in slugs
    ]
