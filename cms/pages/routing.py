"""Find a public page by its address without walking down the tree.

Wagtail asks one page per step of the address, then who may see it. The addresses of
pages that everybody may read are kept in memory, per process and generation; any other
address (a draft, a restricted page, a page's own sub-address) goes Wagtail's way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageViewRestriction

from resources.generations.kept import Kept, known_tokens
from resources.generations.models import LIBRARY, SITE


@dataclass(frozen=True)
class Addresses:
    """What everybody may read: each page by its path, the shelves by their slug."""

    pages: dict[str, tuple[int, int]]  # url_path → page id, content type id
    shelves: dict[str, int]  # slug right under the home page → content type id


def _read() -> Addresses:
    rows = Page.objects.live().public()
    pages, shelves = {}, {}
    for path, pk, type_id in rows.values_list("url_path", "pk", "content_type_id"):
        pages[path] = (pk, type_id)
        _empty, *slugs = path.strip("/").split("/")
        if len(slugs) == 1:
            shelves[slugs[0]] = type_id
    return Addresses(pages, shelves)


_addresses: Kept[Addresses] = Kept(_read, LIBRARY, SITE)


def public_page_at(url_path: str, request: Any = None) -> Page | None:
    """Return the specific page, in two queries, or None when Wagtail must look."""
    found = _addresses.get(request).pages.get(url_path)
    if not found:
        return None
    page_id, type_id = found
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None:
        return None
    rows = model._default_manager.all()
    for_reading = getattr(rows, "for_reading", None)
    page = (for_reading() if for_reading else rows).filter(pk=page_id).first()
    # It may have been withdrawn in between; its restrictions renew the generation.
    if page is None or not page.live:
        return None
    page.get_view_restrictions = PageViewRestriction.objects.none
    page.generation = known_tokens(request).get(SITE, "")
    return page


def public_shelves(request: Any) -> dict[str, int]:
    """Return the content type of each page right under the home page, by slug."""
    return _addresses.get(request).shelves


def known_shelves() -> dict[str, int]:
    """The same as this process last read it, without asking: it may be late."""
    last = _addresses.last()
    return last.shelves if last else {}
