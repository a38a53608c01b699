"""Feeds and sitemap: the same for every visitor, made once per generation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resources.collections.models import CollectionPage
from resources.feeds import sitemap
from resources.feeds.atom import news_feed, resource_feed
from resources.generations.models import LIBRARY, SITE
from resources.generations.public import public_page
from resources.library.models import ResourceIndexPage, ResourcePage
from resources.library.renamed import renamed
from resources.metadata.addresses import absolute
from resources.news.models import NewsIndexPage
from resources.vocabularies.models import Theme

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"

shared = public_page(LIBRARY, SITE, reads=[])


@require_safe
@shared
def resources(request: HttpRequest) -> HttpResponse:
    found = ResourcePage.objects.published()
    return _atom(resource_feed(request, found, _("ressources"), _library(request)))


@require_safe
@shared
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme's resources, those of its children included."""
    wanted = get_object_or_404(Theme.objects.in_use(), slug=slug)
    found = ResourcePage.objects.published().about(wanted)
    page = f"{_library(request)}?theme={wanted.slug}"
    return _atom(resource_feed(request, found, wanted.label, page))


@require_safe
@shared
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    pages = CollectionPage.objects.live().public()
    page = pages.filter(slug=slug).first()
    if page is None:
        page = get_object_or_404(pages, pk=renamed(CollectionPage).get(slug))
        return redirect("feeds:collection", page.slug, permanent=True)
    found = ResourcePage.objects.published().filter(collection_items__collection=page)
    return _atom(resource_feed(request, found, page.title, page.get_url(request)))


@require_safe
@shared
def news(request: HttpRequest) -> HttpResponse:
    index = NewsIndexPage.objects.live().public().first()
    page = index.get_url(request) if index else "/"
    return _atom(news_feed(request, _("actualités"), page))


def _library(request: HttpRequest) -> str:
    index = ResourceIndexPage.objects.live().public().first()
    return (index.get_url(request) if index else "") or "/"


def _atom(feed: str) -> HttpResponse:
    return HttpResponse(feed, content_type=ATOM)


@require_safe
@shared
def site_map(request: HttpRequest) -> HttpResponse:
    """The whole map, or the list of its parts when it is long."""
    found = sitemap.places(request)
    if (count := sitemap.parts(found)) == 1:
        return HttpResponse(sitemap.urlset(request, found), content_type=XML)
    addresses = [
        absolute(request, reverse("feeds:sitemap_part", args=[number]))
        for number in range(1, count + 1)
    ]
    return HttpResponse(sitemap.index(addresses), content_type=XML)


@require_safe
@shared
def site_map_part(request: HttpRequest, number: int) -> HttpResponse:
    found = sitemap.places(request)
    if not 1 <= number <= sitemap.parts(found):
        raise Http404
    start = (number - 1) * sitemap.PER_FILE
    part = found[start : start + sitemap.PER_FILE]
    return HttpResponse(sitemap.urlset(request, part), content_type=XML)
