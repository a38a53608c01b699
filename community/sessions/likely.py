"""Resources that somebody who tells of a workshop is likely to have used."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from community.sessions.reports import SessionReport
from resources.models import ResourcePage

FEW = 3


def usable_resources() -> Any:
    """What may be said to have been used: published, in its first language."""
    return ResourcePage.objects.originals().live().public()


def likely_by_theme() -> dict[int, list[tuple[int, str]]]:
    """Return the most used of each main theme, as (key, title), in one query."""
    used = SessionReport.resources.through.objects.filter(resourcepage=OuterRef("pk"))
    counts = used.order_by().values("resourcepage").annotate(n=Count("pk")).values("n")
    pages = usable_resources().annotate(
        uses=Coalesce(Subquery(counts, output_field=IntegerField()), 0)
    )
    rank = Window(
        RowNumber(), partition_by="theme_id", order_by=[F("uses").desc(), "pk"]
    )
    found: dict[int, list[tuple[int, str]]] = {}
    rows = pages.annotate(rank=rank).filter(rank__lte=FEW).order_by("theme_id", "rank")
    for theme, key, title in rows.values_list("theme_id", "pk", "title"):
        found.setdefault(theme, []).append((key, title))
    return found
