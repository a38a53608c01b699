"""Atom feeds (RFC 4287): the latest resources, by theme or collection, and the news."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Page

from resources.library.models import ResourceQuerySet
from resources.metadata.addresses import absolute, page_url
from resources.news.models import NewsPage
from resources.vocabularies.licences import licence_url

MOST = 50
# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def resource_feed(
    request: HttpRequest, resources: ResourceQuerySet, title: str, page: str
) -> str:
    """Return the feed of the latest of `resources`; `page` shows the same to people.

    Two queries: the resources with their labels, and their themes.
    """
    feed = _feed(request, title, page)
    for resource in latest(resources):
        published, reviewed = resource.first_published_at, resource.last_reviewed_on
        _add(
            feed,
            request,
            resource,
            published=published,
            updated=max(_midnight(reviewed), published) if reviewed else published,
            categories=[theme.label for theme in resource.all_themes()],
            item_copyright=licence_url(resource.licence.slug) or resource.licence.label,
        )
    return feed.writeString("utf-8")


def latest(resources: ResourceQuerySet) -> QuerySet[Any]:
    """Return the last fifty that were published or checked, labels included."""
    published = "first_published_at"
    reviewed = Coalesce(Cast("last_reviewed_on", DateTimeField()), published)
    rows = resources.filter(first_published_at__isnull=False)
    rows = rows.select_related("theme", "licence").prefetch_related("themes")
    return rows.order_by(Greatest(reviewed, published).desc(), "-pk")[:MOST]


def news_feed(request: HttpRequest, title: str, page: str) -> str:
    """Return the feed of the latest news, in one query."""
    feed = _feed(request, title, page)
    rows = NewsPage.objects.live().public().filter(first_published_at__isnull=False)
    for news in rows.order_by("-dated_on", "-pk")[:MOST]:
        published = news.first_published_at
        updated = news.last_published_at or published
        _add(feed, request, news, published=published, updated=updated)
    return feed.writeString("utf-8")


def _feed(request: HttpRequest, title: str, page: str) -> Atom1Feed:
    own = absolute(request, request.path)
    name = settings.WAGTAIL_SITE_NAME
    return Atom1Feed(
        title=_xml(f"{name} : {title}"),
        link=absolute(request, page),
        description=None,
        language="fr",
        author_name=name,
        feed_url=own,
        feed_guid=f"tag:{authority()},2026:{request.path}",
    )


def _add(
    feed: Atom1Feed,
    request: HttpRequest,
    page: Any,
    *,
    published: dt.datetime,
    updated: dt.datetime,
    categories: Iterable[str] = (),
    item_copyright: str | None = None,
) -> None:
    feed.add_item(
        title=_xml(page.title),
        link=page_url(request, page),
        # Readers take the summary as HTML: what an author typed is text.
        description=escape(_xml(page.summary)),
        unique_id=tag_uri(page),
        pubdate=published,
        updateddate=updated,
        categories=[_xml(label) for label in categories],
        item_copyright=item_copyright,
    )


def tag_uri(page: Page) -> str:
    """Return the name of a page for ever (RFC 4151): it outlives title and address."""
    day = page.first_published_at.date().isoformat()
    return f"tag:{authority()},{day}:page/{page.pk}"


def authority() -> str:
    """The site's own name, whatever host was asked."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
