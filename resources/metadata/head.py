"""What a public page says of itself in its <head>, to machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from wagtail.models import Page

from resources.answers.models import AnswerPage
from resources.collections.models import CollectionPage
from resources.library.filters import LibraryFilter
from resources.library.models import ResourcePage
from resources.metadata.addresses import absolute, canonical
from resources.metadata.jsonld import nodes_of_page, nodes_of_view, script
from resources.metadata.trail import page_breadcrumbs
from resources.news.models import NewsPage

ARTICLES = (ResourcePage, AnswerPage, NewsPage)


def head(
    request: HttpRequest | None, context: Mapping[str, Any], image: str
) -> dict[str, Any]:
    """Return the variables of metadata/head.html: none for a page that is not public.

    `image` is the static file shown when somebody shares the page.
    """
    page = context.get("page")
    page = page if isinstance(page, Page) and page.pk else None
    if request is None or not (page or getattr(request, "is_shared", False)):
        return {"url": ""}
    path = page.get_url(request) if page else request.path
    if not path:
        return {"url": ""}
    listed = canonical(request, path, context)
    return {
        "url": listed or absolute(request, path),
        "is_listed": bool(listed),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "title": (page.seo_title or page.title) if page else "",
        "description": description_of(page) if page else "",
        "kind": "article" if isinstance(page, ARTICLES) else "website",
        "image": absolute(request, static(image)),
        "feeds": _feeds(page, context),
        "data": script(_nodes(page, request, context)),
    }


def description_of(page: Page) -> str:
    names = ("search_description", "summary", "short_answer", "lede", "introduction")
    return next((text for name in names if (text := getattr(page, name, ""))), "")


def _nodes(
    page: Page | None, request: HttpRequest, context: Mapping[str, Any]
) -> list[Any]:
    if page is None:
        return nodes_of_view(request, context)
    return [
        *nodes_of_page(page, request, context),
        *page_breadcrumbs(page, request, context),
    ]


def _feeds(page: Page | None, context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (title, address): every resource, then those nearest to this page."""
    feeds = [("Ressources", reverse("feeds:resources"))]
    asked = context.get("asked")
    if isinstance(page, ResourcePage):
        feeds.append(_theme_feed(page.theme.slug, page.theme.label))
    elif isinstance(asked, LibraryFilter):
        labels = dict(asked.fields["theme"].choices)
        feeds += [
            _theme_feed(slug, labels[slug]) for slug in asked.chosen().get("theme", ())
        ]
    elif isinstance(page, CollectionPage):
        feeds.append((page.title, reverse("feeds:collection", args=[page.slug])))
    elif isinstance(page, NewsPage):
        feeds.append(("Actualités", reverse("feeds:news")))
    return feeds


def _theme_feed(slug: str, label: str) -> tuple[str, str]:
    return label, reverse("feeds:theme", args=[slug])
