"""Fetch what a resource refers to in two queries: identifiers, then pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page

from resources.generations.models import SITE, current
from resources.library.media import RelatedResource, ResourceDocument
from resources.library.models import ResourcePage
from resources.vocabularies.memory import Words, words

TERMS = ("audiences", "levels", "age_bands", "contexts", "accessibility")
ONE_TERM = ("format", "reading_level", "language", "licence")
CHOSEN, TRANSLATION, SAME_THEME = range(3)
READ_NEXT = 4
ANY_PAGE = -1  # stands for the page's identifier in a statement
MOST_NEIGHBOURS = 40  # every language, the chosen ones, and some of the same theme


@dataclass
class Neighbours:
    """Pages to read next, and the same resource in other languages, original first."""

    read_next: list[ResourcePage] = field(default_factory=list)
    translations: list[ResourcePage] = field(default_factory=list)
    original: ResourcePage | None = None


_libraries: dict[str, tuple[str, Page]] = {}  # path → generation, index page


def generation_of(page: ResourcePage) -> str:
    """Return the generation under which routing found the page, or ask."""
    return getattr(page, "generation", "") or current(SITE)


def library_of(page: ResourcePage) -> Page:
    """Return the index above `page`, kept from one reading to the next."""
    path, token = page.path[: -page.steplen], generation_of(page)
    known, library = _libraries.get(path, ("", None))
    if library is None or not token or known != token:
        library = page.get_parent()
        _libraries[path] = (token, library)
    return library


def fill_relations(page: ResourcePage) -> dict[str, list[str]]:
    """Give `page` its terms, themes and territories from memory.

    Return the identifiers, as text, of what is not in memory: "documents", "related".
    """
    known = words(generation_of(page))
    keys: dict[str, list[str]] = {"documents": [], "related": []}
    for relation, key, _place in sorted(_keys(page.pk), key=itemgetter(2)):
        keys.setdefault(relation, []).append(key)
    filled = page.__dict__.setdefault("_cluster_related_objects", {})
    for relation in TERMS:
        filled[relation] = _sorted(known.terms, map(int, keys.get(relation, ())))
    filled["themes"] = _sorted(known.themes, map(int, keys.get("themes", ())))
    filled["territories"] = [
        known.territories[code] for code in sorted(keys.get("territories", ()))
    ]
    if not keys["documents"]:
        filled["documents"] = []
    _fill_single(page, known)
    return keys


def _fill_single(page: ResourcePage, known: Words) -> None:
    page.theme = known.themes[page.theme_id]
    for name in ONE_TERM:
        setattr(page, name, known.terms[getattr(page, f"{name}_id")])


def _sorted(rows: dict[int, Any], keys: Iterable[int]) -> list[Any]:
    found = [rows[key] for key in keys]
    return sorted(found, key=lambda row: (row.position, row.slug))


def _keys(page_id: int) -> list[tuple[str, str, int]]:
    """Return (relation, identifier, place) of what the page refers to: one query."""
    sql, params = _keys_statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [page_id if p == ANY_PAGE else p for p in params])
        return cursor.fetchall()


@cache
def _keys_statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return the statement and its parameters, written once: it never changes."""
    parts = [
        _part(name, getattr(ResourcePage, name).through.objects, column)
        for name, column in (
            *((name, "term_id") for name in TERMS),
            ("themes", "theme_id"),
            ("territories", "territory_id"),
        )
    ]
    parts = [part.filter(resourcepage_id=ANY_PAGE) for part in parts]
    for name, model, column in (
        ("documents", ResourceDocument, "document_id"),
        ("related", RelatedResource, "resource_id"),
    ):
        part = _part(name, model.objects, column, Coalesce("sort_order", 0))
        parts.append(part.filter(page_id=ANY_PAGE))
    first, *others = parts
    return first.union(*others, all=True).query.sql_with_params()


def _part(name: str, rows: Any, column: str, place: Any = 0) -> QuerySet[Any]:
    relation = Value(name, output_field=CharField())
    key, place = Cast(column, CharField()), Cast(place, IntegerField())
    return rows.order_by().values_list(relation, key, place)


def neighbours(page: ResourcePage, related: Iterable[str]) -> Neighbours:
    """Fetch, in two queries, the chosen pages, the translations and the same theme."""
    chosen = [int(key) for key in related]
    origin = page.translation_of_id or page.pk
    same_resource = Q(pk=origin) | Q(translation_of=origin)
    rows = (
        ResourcePage.objects.published()
        .with_labels()
        .filter(
            Q(pk__in=chosen)
            | same_resource
            | Q(theme=page.theme_id, translation_of=None)
        )
        .exclude(pk=page.pk)
        .annotate(
            reason=Case(
                When(same_resource, Value(TRANSLATION)),
                When(pk__in=chosen, then=Value(CHOSEN)),
                default=Value(SAME_THEME),
            )
        )
        .order_by("reason", "-last_reviewed_on", "pk")[:MOST_NEIGHBOURS]
    )
    return _sort_out(list(rows), page, chosen, origin)


def _sort_out(
    rows: list[ResourcePage], page: ResourcePage, chosen: list[int], origin: int
) -> Neighbours:
    by_id = {row.pk: row for row in rows}
    same = [row for row in rows if row.reason == TRANSLATION]
    picked = [by_id[pk] for pk in chosen if pk in by_id]
    if len(picked) < 2:
        others = [row for row in rows if row.reason == SAME_THEME]
        picked += others[: 2 - len(picked)]
    original = by_id.get(origin) if page.translation_of_id else None
    same.sort(key=lambda row: (row.pk != origin, row.language.label))
    return Neighbours(picked[:READ_NEXT], same, original)
