"""The site's public pages for search engines, with their dates and their languages.

Rooms add the addresses that are not pages with `adds_to_sitemap`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from resources.library.models import ResourcePage
from resources.metadata.addresses import absolute

PER_FILE = 5_000  # the protocol allows 50,000; a file of 5,000 stays under 2 MB
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)

Languages = list[tuple[str, str]]  # language, path


@dataclass(frozen=True)
class Place:
    path: str
    changed_at: dt.datetime | None = None
    languages: tuple[tuple[str, str], ...] = ()


_others: list[Callable[[], Iterable[str]]] = []


def adds_to_sitemap(paths: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that returns the paths of public views, in one query."""
    _others.append(paths)
    return paths


def places(request: HttpRequest) -> list[Place]:
    """Return every public address: pages in the order of the tree, then the others.

    Queries: the site, its pages, what is restricted (twice), translations, and one for
    each room that adds some.
    """
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page.url_path
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    rows = pages.order_by("path").values_list("pk", "url_path", "last_published_at")
    languages = _languages(root)
    found = [
        Place(_path(url_path, root), changed_at, tuple(languages.get(pk, ())))
        for pk, url_path, changed_at in rows
    ]
    return found + [Place(path) for paths in _others for path in paths()]


def _languages(root: str) -> dict[int, Languages]:
    """Return the languages that each translated resource exists in, itself included."""
    rows = ResourcePage.objects.published().filter(
        Q(translation_of__isnull=False) | Q(translations__isnull=False)
    )
    works: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    columns = ("pk", "translation_of", "language__slug", "url_path")
    for pk, original, language, url_path in rows.values_list(*columns):
        works[original or pk][pk] = (language, _path(url_path, root))
    return {
        pk: sorted(versions.values())
        for versions in works.values()
        for pk in versions
        if len(versions) > 1
    }


def _path(url_path: str, root: str) -> str:
    return "/" + url_path.removeprefix(root)


def parts(found: list[Place]) -> int:
    return max(1, -(-len(found) // PER_FILE))


def urlset(request: HttpRequest, found: Iterable[Place]) -> str:
    entries = "\n".join(_entry(request, place) for place in found)
    return f"{HEAD}<urlset {NAMESPACES}>\n{entries}\n</urlset>\n"


def _entry(request: HttpRequest, place: Place) -> str:
    lines = [f"<loc>{escape(absolute(request, place.path))}</loc>"]
    if place.changed_at:
        lines.append(f"<lastmod>{place.changed_at.date().isoformat()}</lastmod>")
    lines += [
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} '
        f"href={quoteattr(absolute(request, path))}/>"
        for language, path in place.languages
    ]
    return f"<url>{''.join(lines)}</url>"


def index(addresses: Iterable[str]) -> str:
    entries = "\n".join(f"<sitemap><loc>{escape(a)}</loc></sitemap>" for a in addresses)
    return f"{HEAD}<sitemapindex {NAMESPACES}>\n{entries}\n</sitemapindex>\n"
