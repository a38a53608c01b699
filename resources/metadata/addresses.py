"""The one address of a page, whole, and whether a search engine should list it.

Addresses take the host that was asked: Django accepted it, and finished pages are kept
by host, so nothing here varies with the visitor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from wagtail.models import Page

from resources.library.filters import LibraryFilter
from resources.request_values import page_number


def absolute(request: HttpRequest, address: str | None) -> str:
    """Return a whole address, "" for a page that has none yet."""
    return request.build_absolute_uri(address) if address else ""


def page_url(request: HttpRequest, page: Page) -> str:
    return absolute(request, page.get_url(request))


def canonical(request: HttpRequest, path: str, context: Mapping[str, Any]) -> str:
    """Return the address to list, "" for a page that is not to be listed.

    One theme alone is a page that people look for, and so is each page of a list. Words
    searched and other filters are endless combinations of the same resources.
    """
    asked = context.get("asked")
    if not isinstance(asked, LibraryFilter):
        return absolute(request, path) + _page_of_list(request)
    chosen = asked.chosen()
    themes = chosen.pop("theme", [])
    if asked.question or chosen or len(themes) > 1:
        return ""
    pairs = [("theme", theme) for theme in themes]
    pager = context.get("pager")
    if pager is not None and (number := pager.number) > 1:
        pairs.append(("page", number))
    query = urlencode(pairs)
    return absolute(request, path) + (f"?{query}" if query else "")


def _page_of_list(request: HttpRequest) -> str:
    page = page_number(request.GET, 99_999)
    return f"?page={page}" if page > 1 else ""
