"""Write what search looks up: one folded row per published page. Knows no page model.

The database keeps its own full-text side equal to the row (triggers on SQLite, a
generated column on PostgreSQL), deletions in cascade included.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from resources.generations.models import LIBRARY, renew
from resources.search.fold import fold, spelt
from resources.search.models import IndexedText, IndexedWord

BATCH = 200
OFTEN = 3
WRITTEN = ("title", "theme", "summary", "body", "facets", "minutes", "reviewed_day")


@dataclass(frozen=True)
class Document:
    """A page as search sees it; `facets` are "parameter:slug" marks.

    One of them says what the page is: "kind:resource", "kind:answer"…
    """

    page_id: int
    title: str
    theme: str
    body: str
    summary: str = ""
    facets: frozenset[str] = frozenset()
    minutes: int = 0
    reviewed_on: dt.date | None = None


def write(documents: Iterable[Document]) -> int:
    """Create or replace the rows of these pages; return how many."""
    documents = list(documents)
    IndexedText.objects.bulk_create(
        [_row(document) for document in documents],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=list(WRITTEN),
    )
    _learn_words(documents)
    touch()
    return len(documents)


def _row(document: Document) -> IndexedText:
    summary, body = fold(document.summary), fold(document.body)
    # A word the text keeps coming back to says what it is about, like its summary.
    often = [stem for stem, times in Counter(body).items() if times >= OFTEN]
    return IndexedText(
        page_id=document.page_id,
        title=" ".join(fold(document.title)),
        theme=" ".join(fold(document.theme)),
        summary=" ".join([*summary, *sorted(set(often) - set(summary))]),
        body=" ".join(body),
        facets=" ".join(sorted(document.facets)),
        minutes=document.minutes,
        reviewed_day=document.reviewed_on.toordinal() if document.reviewed_on else 0,
    )


def _learn_words(documents: list[Document]) -> None:
    """Words are only added: one that no page uses any more finds nothing, and waits."""
    texts = (text for d in documents for text in (d.title, d.theme, d.summary, d.body))
    words = spelt("\n".join(texts))
    if len(documents) > 1:
        # Cheaper to read than to refuse: a batch mostly repeats the one before.
        for word in IndexedWord.objects.values_list("folded", flat=True):
            words.pop(word, None)
    IndexedWord.objects.bulk_create(
        [IndexedWord(folded=word, shown=shown) for word, shown in words.items()],
        batch_size=400,
        ignore_conflicts=True,
    )


def touch() -> None:
    """Say that what may be found has changed."""
    renew(LIBRARY)


def remove(page_id: int) -> None:
    IndexedText.objects.filter(page_id=page_id).delete()
    touch()


def keep_only(page_ids: Iterable[int]) -> None:
    """Forget the rows of every other page, and every word."""
    kept = set(page_ids)
    indexed = IndexedText.objects.values_list("pk", flat=True)
    gone = [pk for pk in indexed if pk not in kept]
    for start in range(0, len(gone), BATCH):
        IndexedText.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    IndexedWord.objects.all().delete()
    touch()
