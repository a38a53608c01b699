"""What the library has for a session: a kit made for workshops, else its own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from resources.collections.models import CollectionKind
from resources.models import CollectionPage, ResourcePage

IN_WORKSHOPS = "en-atelier"
MOST = 6


@dataclass(frozen=True)
class Step:
    """A resource to show, and why it comes here."""

    resource: ResourcePage
    note: str


def collection_for(themes: list[Any]) -> CollectionPage | None:
    """The collection on one of these themes, one made for workshops first."""
    made_for_it = When(kind=CollectionKind.SESSION_KIT, then=Value(0))
    rank = Case(made_for_it, default=Value(1), output_field=IntegerField())
    about = Q(theme__in=themes) | Q(theme__parent__in=themes)
    pages = CollectionPage.objects.live().public().filter(about)
    return pages.order_by(rank, "title", "pk").first()


def steps_for(themes: list[Any], collection: CollectionPage | None) -> list[Step]:
    """Return what may be shown, in order; no more than one evening may hold."""
    if collection is None:
        return [Step(page, page.summary) for page in _pages_about(themes)]
    items = list(collection.items.all())
    pages = _readable().in_bulk([item.resource_id for item in items])
    return [
        Step(pages[item.resource_id], item.note or pages[item.resource_id].summary)
        for item in items
        if item.resource_id in pages
    ][:MOST]


def _readable() -> Any:
    pages = ResourcePage.objects.published().select_related("format", "language")
    return pages.defer("body", "simple_text", "search_words")


def _pages_about(themes: list[Any]) -> list[ResourcePage]:
    """Those to read together first, then those checked last."""
    about = Q(theme__in=themes) | Q(theme__parent__in=themes)
    pages = _readable().originals().filter(about)
    together = Q(pk__in=_readable().filter(contexts__slug=IN_WORKSHOPS).values("pk"))
    rank = Case(When(together, then=Value(0)), default=Value(1))
    return list(pages.order_by(rank, "-last_reviewed_on", "pk")[:MOST])
