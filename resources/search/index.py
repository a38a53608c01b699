"""Write what search looks up: one folded row per published page. Knows no page model.

The database keeps its own full-text side equal to the row (triggers on SQLite, a
generated column on PostgreSQL), deletions in cascade included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from resources.search.fold import fold
from resources.search.models import IndexedText

BATCH = 200


@dataclass(frozen=True)
class Document:
    """A page as search sees it; `facets` are "parameter:slug" marks."""

    page_id: int
    title: str
    theme: str
    body: str
    facets: frozenset[str] = frozenset()
    minutes: int = 0
    reviewed_on: dt.date | None = None


def write(documents: Iterable[Document]) -> int:
    """Create or replace the rows of these pages; return how many."""
    rows = [_row(document) for document in documents]
    IndexedText.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["title", "theme", "body", "facets", "minutes", "reviewed_day"],
    )
    return len(rows)


def _row(document: Document) -> IndexedText:
    return IndexedText(
        page_id=document.page_id,
        title=" ".join(fold(document.title)),
        theme=" ".join(fold(document.theme)),
        body=" ".join(fold(document.body)),
        facets=" ".join(sorted(document.facets)),
        minutes=document.minutes,
        reviewed_day=document.reviewed_on.toordinal() if document.reviewed_on else 0,
    )


def remove(page_id: int) -> None:
    IndexedText.objects.filter(page_id=page_id).delete()


def keep_only(page_ids: Iterable[int]) -> None:
    """Forget the rows of every other page."""
    kept = set(page_ids)
    indexed = IndexedText.objects.values_list("pk", flat=True)
    gone = [pk for pk in indexed if pk not in kept]
    for start in range(0, len(gone), BATCH):
        IndexedText.objects.filter(pk__in=gone[start : start + BATCH]).delete()
