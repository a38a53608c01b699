"""A bag that is sent: the resources named in an address, in the order of its sender."""

from __future__ import annotations

from collections.abc import Iterable

from resources.library.models import ResourcePage

MOST = 50  # as many as a bag holds; resources/static/resources/bag.js says the same


def selected(slugs: Iterable[str]) -> list[ResourcePage]:
    """Return the published resources among the first 50 different `slugs`.

    Three queries whatever their number; a slug that names nothing public is dropped.
    """
    wanted = list(dict.fromkeys(slug for slug in slugs if is_slug(slug)))[:MOST]
    if not wanted:
        return []
    pages = ResourcePage.objects.published().with_labels().filter(slug__in=wanted)
    found = {page.slug: page for page in pages}
    return [found[slug] for slug in wanted if slug in found]


def is_slug(text: str) -> bool:
    """A database refuses some characters, NUL first, that no slug holds."""
    return 0 < len(text) <= 255 and text.replace("-", "").replace("_", "").isalnum()
