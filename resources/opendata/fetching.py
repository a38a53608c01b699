"""Collections and answers with only what everybody may read beside them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from resources.answers.models import AnswerPage, AnswerReading
from resources.collections.models import CollectionItem, CollectionPage
from resources.library.models import ResourcePage


def readable_collections() -> Any:
    """Return the public collections, each with `readable_items`, in the same order."""
    return (
        CollectionPage.objects.live()
        .public()
        .select_related("theme")
        .prefetch_related("audiences", "age_bands", _readable("items", CollectionItem))
        .order_by("path")
    )


def readable_answers() -> Any:
    """Return the public answers, each with `readable_readings`."""
    return (
        AnswerPage.objects.live()
        .public()
        .select_related("theme")
        .prefetch_related("age_bands", _readable("readings", AnswerReading))
        .order_by("path")
    )


def _readable(name: str, model: Any) -> Prefetch:
    readable = ResourcePage.objects.published().values("pk")
    rows = model.objects.filter(resource__in=readable).order_by("sort_order")
    return Prefetch(name, rows, to_attr=f"readable_{name}")
