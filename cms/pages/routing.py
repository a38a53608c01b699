"""Find a public page by its address without walking down the tree.

Wagtail asks one page per step of the address, then who may see it. The addresses of
pages that everybody may read are kept in memory, per process and generation; any other
address (a draft, a restricted page, a page's own sub-address) goes Wagtail's way.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageViewRestriction

from resources.generations.models import LIBRARY, SITE, tokens

Tokens = tuple[str, str]
Addresses = dict[str, tuple[int, int]]  # url_path → page id, content type id

_kept: tuple[Tokens, Addresses] = (("", ""), {})


def public_page_at(url_path: str) -> Page | None:
    """Return the specific page, in two queries, or None when Wagtail must look."""
    found = _addresses().get(url_path)
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
    page.generation = _kept[0][1]
    return page


def _addresses() -> Addresses:
    global _kept
    known = tokens()
    now = known.get(LIBRARY, ""), known.get(SITE, "")
    then, addresses = _kept
    if then != now or not all(now):
        pages = Page.objects.live().public()
        rows = pages.values_list("url_path", "pk", "content_type_id")
        addresses = {url_path: (pk, type_id) for url_path, pk, type_id in rows}
        _kept = (now, addresses)
    return addresses
