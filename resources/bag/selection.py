"""A bag that is sent: the resources named in an address, in the order of its sender."""

from __future__ import annotations

from collections.abc import Iterable

from resources.library.models import ResourcePage
from resources.library.renamed import renamed

MOST = 50  # as many as a bag holds; resources/static/resources/bag.js says the same


def selected(slugs: Iterable[str]) -> list[ResourcePage]:
    """Return the published resources among the first 50 different `slugs`.

    Three queries whatever their number, two more when one of them was renamed; a slug
    that names nothing public is dropped.
    """
    wanted = list(dict.fromkeys(slug for slug in slugs if is_slug(slug)))[:MOST]
    if not wanted:
        return []
    pages = ResourcePage.objects.published().with_labels()
    found = {page.slug: page for page in pages.filter(slug__in=wanted)}
    if missing := [slug for slug in wanted if slug not in found]:
        now = renamed(ResourcePage, missing)
        by_id = pages.in_bulk(now.values()) if now else {}
        found |= {old: by_id[pk] for old, pk in now.items() if pk in by_id}
    chosen = (found[slug] for slug in wanted if slug in found)
    return list({page.pk: page for page in chosen}.values())


def is_slug(text: str) -> bool:
    """A database refuses some characters, NUL first, that no slug holds."""
    return 0 < len(text) <= 255 and text.replace("-", "").replace("_", "").isalnum()
