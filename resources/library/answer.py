"""The library's answer to a GET form: results, counts, chips, pages of results.

Receives the page queryset from its caller, so that it imports no page model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from resources.library.facets import narrow
from resources.library.filters import (
    DURATIONS,
    FACETS,
    PRINTABLE,
    SORTS,
    Choices,
    LibraryFilter,
)
from resources.library.pagination import window
from resources.search.query import Wanted, matching, parse, score
from resources.vocabularies.models import Term, Theme, Vocabulary

PER_PAGE = 20
FACET_SIZE = 7  # longer lists fold what is rarely chosen
VOCABULARIES = {
    "age": Vocabulary.AGE_BAND,
    "lecture": Vocabulary.READING_LEVEL,
    "langue": Vocabulary.LANGUAGE,
    "format": Vocabulary.FORMAT,
    "public": Vocabulary.AUDIENCE,
    "niveau": Vocabulary.LEVEL,
}

Row = tuple[int, str, str, int, int]  # page id, title, theme, minutes, reviewed day


def answer(data: QueryDict, pages: Any) -> dict[str, Any]:
    """Return what the index template shows; `pages` are the readable resources."""
    themes = list(Theme.objects.in_use().select_related("parent"))
    terms = list(Term.objects.filter(is_retired=False))
    asked = LibraryFilter(data, _choices(themes, terms))
    wanted = parse(asked.question)
    ids, counts = _find(asked, wanted)
    last = max(1, -(-len(ids) // PER_PAGE))
    number = min(asked.page_number, last)
    shown = ids[(number - 1) * PER_PAGE : number * PER_PAGE]
    return {
        "asked": asked,
        "sorts": SORTS,
        "total": len(ids),
        "results": _cards(pages, shown),
        "facets": _facets(asked, counts, themes, terms),
        "chips": _chips(asked),
        "chosen": sum(map(len, asked.chosen().values())),
        "clear_url": "?",
        "wider_url": asked.wider_url(),
        "pager": window(number, last, asked.url),
        "number": number,
        "also_searched": _also_searched(wanted),
        "not_searched": bool(asked.question and not wanted),
        "top_themes": [theme for theme in themes if not theme.parent_id],
    }


def _choices(themes: list[Theme], terms: list[Term]) -> dict[str, Choices]:
    choices: dict[str, Any] = {
        name: [(term.slug, term.label) for term in terms if term.vocabulary == of]
        for name, of in VOCABULARIES.items()
    }
    choices["theme"] = [(theme.slug, theme.label) for theme in themes]
    choices["duree"] = DURATIONS
    choices["lecture"] = [*choices["lecture"], PRINTABLE]
    return choices


def _find(asked: LibraryFilter, wanted: list[Wanted]) -> tuple[list[int], Counter[str]]:
    """Return the page ids in order, and the counts: one query for both."""
    found = matching(wanted).readable()
    columns = ("page_id", "title", "theme", "minutes", "reviewed_day", "facets")
    rows = found.values_list(*columns)
    kept, counts = narrow(((row[:5], row[5]) for row in rows), asked.chosen())
    return _ordered(kept, asked.sort, wanted), counts


def _ordered(rows: list[Row], sort: str, wanted: list[Wanted]) -> list[int]:
    """Ties fall back to the latest check, then to the oldest page: never by chance."""

    def key(row: Row) -> tuple[int, int, int]:
        page_id, title, theme, minutes, day = row
        if sort == "duree":
            return minutes, -day, page_id
        if sort == "verification" or not wanted:
            return 0, -day, page_id
        return -score(wanted, title, theme), -day, page_id

    return [row[0] for row in sorted(rows, key=key)]


def _cards(pages: Any, ids: list[int]) -> list[Any]:
    found = pages.with_labels().in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


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
        if name == "langue":
            # Twenty-six languages: only those one can choose.
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


def _also_searched(wanted: list[Wanted]) -> list[str]:
    """Say which other words were looked for, so that nobody wonders."""
    return [label for group in wanted for _phrase, label in group.synonyms]
