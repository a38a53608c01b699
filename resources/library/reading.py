"""What the page of a resource shows beside its own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from resources.library.headings import headings
from resources.library.licences import attribution, deed_url, what_one_may_do
from resources.library.messages import ready_message, sms_address
from resources.library.models import ResourcePage
from resources.library.relations import (
    Neighbours,
    fill_relations,
    library_of,
    neighbours,
)
from resources.library.uses import workshops_with


@dataclass(frozen=True)
class Translation:
    """The same resource in another language, and where to print both side by side."""

    page: ResourcePage
    url: str
    bilingual_url: str
    with_original: bool  # one of the two is the original


def reading_context(page: ResourcePage, request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "is_preview", False):
        related = [str(row.resource_id) for row in page.related.all()]
    else:
        related = fill_relations(page)["related"]
    around = neighbours(page, related)
    url = absolute(request, page)
    message = ready_message(page, url)
    return {
        "library": library_of(page),
        "all_themes": page.all_themes(),
        "headings": headings(page.language),
        "files": list(page.documents.select_related("document")),
        "related": around.read_next,
        "translations": translations(page, around, request),
        "late_original": late_original(page, around),
        "video_site": urlsplit(page.video_url).hostname,
        "workshops": workshops_with(page.pk),
        "absolute_url": url,
        "poster_url": reverse("library:poster", args=[page.slug]),
        "message": message,
        "sms_url": sms_address(message),
        "attribution": attribution(page, url),
        "deed_url": deed_url(page.licence),
        "may_do": what_one_may_do(page.licence),
    }


def absolute(request: HttpRequest, page: ResourcePage) -> str:
    """The address as this visitor knows the site: what a QR code must hold."""
    return request.build_absolute_uri(page.get_url(request))


def translations(
    page: ResourcePage, around: Neighbours, request: HttpRequest
) -> list[Translation]:
    return [
        Translation(
            page=other,
            url=absolute(request, other),
            bilingual_url=reverse(
                "library:bilingual", args=[page.slug, other.language.slug]
            ),
            with_original=page.translation_of_id in (None, other.pk),
        )
        for other in around.translations
    ]


def late_original(page: ResourcePage, around: Neighbours) -> ResourcePage | None:
    """Return the original when it was checked after this translation of it."""
    original = around.original
    if not (original and original.last_reviewed_on and page.last_reviewed_on):
        return None
    is_late = original.last_reviewed_on > page.last_reviewed_on
    return original if is_late else None
