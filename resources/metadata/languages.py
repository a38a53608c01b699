"""The same resource in other languages, from what the page fetched already."""

from __future__ import annotations

from typing import Any


def translations_of(page: Any) -> list[Any]:
    """Return the published translations that were prefetched; asks nothing itself.

    Whoever fetches a page to be read prefetches its `translations`, those that may be
    read (`ResourcePage.objects.published()`), with their language.
    """
    kept = getattr(page, "_prefetched_objects_cache", {})
    if "translations" not in kept:
        return []
    return [other for other in page.translations.all() if other.live]


def original_of(page: Any) -> Any | None:
    """Return the resource that this one translates, if it was fetched and is live."""
    original = page._state.fields_cache.get("translation_of")
    return original if original is not None and original.live else None
