"""What the site says of its content to other systems: public fields, named one by one.

Nothing is copied from a model by introspection: a new field is public only once it is
written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.rich_text import expand_db_html

from resources.answers.models import AnswerPage
from resources.collections.models import CollectionPage
from resources.help.models import HelpContact
from resources.library.models import ResourcePage, ResourceQuerySet
from resources.metadata.addresses import absolute, page_url
from resources.metadata.words import features, scolomfr_uri
from resources.vocabularies.licences import licence_url
from resources.vocabularies.models import Term, Theme

ONE_TERM = ("format", "reading_level", "language")
SEVERAL_TERMS = ("audiences", "levels", "age_bands", "contexts", "accessibility")
RICH = {"section": "text", "advice": "text"}
_LOCAL_LINK = re.compile(r'(href|src)="/')


def described() -> ResourceQuerySet:
    """Return the resources that everybody may read, with all that `resource` needs.

    A query for them, one for what is restricted, and seven for their lists.
    """
    return (
        ResourcePage.objects.published()
        .select_related("theme", "licence", *ONE_TERM)
        .prefetch_related("themes", "territories", *SEVERAL_TERMS)
        .defer("animator_notes", "search_words")
    )


def resource(page: ResourcePage, request: HttpRequest) -> dict[str, Any]:
    """Return the notice of a resource: all but its text."""
    return (
        {
            "id": page.pk,
            "title": page.title,
            "summary": page.summary,
            "url": page_url(request, page),
            "kind": page.kind,
            "themes": [theme_ref(theme) for theme in page.all_themes()],
            "minutes": page.minutes,
            "licence": licence(page.licence),
            "source_name": page.source_name,
            "source_url": page.source_url,
            "rights_holder": page.rights_holder,
            "contributors": names(page.contributors),
            "territories": [place.code for place in page.territories.all()],
            "accessibility_features": features(
                term.slug for term in page.accessibility.all()
            ),
            "published_at": page.first_published_at,
            "last_reviewed_on": page.last_reviewed_on,
            "next_review_on": page.next_review_on,
            "change_note": page.change_note,
            "translation_of": page.translation_of_id,
        }
        | {name: term(getattr(page, name)) for name in ONE_TERM}
        | {name: list(map(term, getattr(page, name).all())) for name in SEVERAL_TERMS}
    )


def whole_resource(page: ResourcePage, request: HttpRequest) -> dict[str, Any]:
    """Return the notice and the text, as a reader without an account sees it."""
    return resource(page, request) | {
        "key_points": page.key_points,
        "simple_text": page.simple_text,
        "together": page.tonight,
        "questions": page.questions,
        "detail": list(blocks(page.body, request)),
        "transcript": page.transcript,
    }


def blocks(body: Any, request: HttpRequest) -> Iterable[dict[str, str]]:
    """Yield {kind, heading, html} for each block of text; images stay on the page."""
    for block in body.raw_data:
        value = block["value"]
        if name := RICH.get(block["type"]):
            html = expand_db_html(value.get(name) or "")
            whole = _LOCAL_LINK.sub(rf'\1="{absolute(request, "/")}', html)
            heading = value.get("heading") or ""
            yield {"kind": block["type"], "heading": heading, "html": whole}


def collection(page: CollectionPage, request: HttpRequest) -> dict[str, Any]:
    """Return a collection; its items name resources that everybody may read."""
    return {
        "id": page.pk,
        "title": page.title,
        "summary": page.summary,
        "url": page_url(request, page),
        "kind": page.kind,
        "theme": theme_ref(page.theme),
        "audiences": list(map(term, page.audiences.all())),
        "age_bands": list(map(term, page.age_bands.all())),
        "last_reviewed_on": page.last_reviewed_on,
        "items": [
            {"resource": item.resource_id, "note": item.note}
            for item in page.readable_items
        ],
    }


def answer(page: AnswerPage, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": page.pk,
        "question": page.title,
        "short_answer": page.short_answer,
        "together": page.tonight,
        "url": page_url(request, page),
        "theme": theme_ref(page.theme),
        "age_bands": list(map(term, page.age_bands.all())),
        "last_reviewed_on": page.last_reviewed_on,
        "readings": [reading.resource_id for reading in page.readable_readings],
    }


def contact(row: HelpContact, request: HttpRequest) -> dict[str, Any]:
    copied = "slug name number by_text_message website purpose hours languages"
    copied += " deaf_access chat_url is_free is_emergency checked_on check_again_on"
    themes = [theme.slug for theme in row.themes.all()]
    return {name: getattr(row, name) for name in copied.split()} | {"themes": themes}


def theme_ref(theme: Theme) -> dict[str, str]:
    return {"slug": theme.slug, "label": theme.label}


def term(row: Term) -> dict[str, str]:
    uri = scolomfr_uri(row.code)
    return {"slug": row.slug, "label": row.label, "code": row.code, "uri": uri}


def licence(row: Term) -> dict[str, Any]:
    """The code is the SPDX one, "" for a licence that SPDX does not know."""
    return {
        "slug": row.slug,
        "label": row.label,
        "spdx": row.code,
        "url": licence_url(row.slug),
        "may_adapt": row.may_adapt,
        "may_sell": row.may_sell,
        "must_credit": row.must_credit,
    }


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
