"""Pages that the team puts first for some words, in the order of their rows."""

from __future__ import annotations

from django.utils import timezone

from resources.search.fold import fold
from resources.search.snapshot import Snapshot


def promoted(question: str, shot: Snapshot) -> list[int]:
    """Return ids of pages to show first: one of their phrases is the whole question."""
    asked = set(fold(question))
    if not asked:
        return []
    today = timezone.localdate()
    found = [
        row.page_id
        for row in shot.promotions
        if row.is_running(today)
        and any(asked == set(fold(phrase)) for phrase in row.words.split(","))
    ]
    return list(dict.fromkeys(found))
