"""Publish an answer from plain data, as an import or the demonstration does."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from resources.answers.models import AnswerIndexPage, AnswerPage, AnswerReading
from resources.library.models import ResourcePage
from resources.library.publishing import add_months, rich_text
from resources.vocabularies.models import Term, Theme, Vocabulary


@transaction.atomic
def create_answer(
    index_page: AnswerIndexPage, data: dict[str, Any], owner: Any
) -> AnswerPage:
    """Publish the answer that `data` describes; return it as it is if it exists.

    `data` has title, slug, short_answer, tonight, last_reviewed_on, slugs of theme,
    age_bands and readings, and `details`: a list of {heading, text}. Raises ValueError
    on an unknown slug, ValidationError on a short answer that is too long.
    """
    known = AnswerPage.objects.child_of(index_page).filter(slug=data["slug"]).first()
    if known:
        return known
    page = AnswerPage(live=False, owner=owner, content_owner=owner)
    for name in ("title", "slug", "short_answer", "tonight", "last_reviewed_on"):
        setattr(page, name, data[name])
    page.theme = _found(Theme.objects.all(), [data["theme"]])[0]
    ages = Term.objects.of(Vocabulary.AGE_BAND)
    page.age_bands = _found(ages, data.get("age_bands", ()))
    page.body = json.dumps([_section(part) for part in data.get("details", ())])
    page.next_review_on = add_months(page.last_reviewed_on, _months(page.theme))
    resources = _found(ResourcePage.objects.all(), data.get("readings", ()))
    page.readings = [
        AnswerReading(resource=resource, sort_order=number)
        for number, resource in enumerate(resources)
    ]
    index_page.add_child(instance=page)
    page.save_revision(user=owner).publish(user=owner, skip_permission_checks=True)
    # Publishing works on the revision's own copy.
    return AnswerPage.objects.get(pk=page.pk)


def _months(theme: Theme) -> int:
    """How long a check stays good, as for a resource: the law, worries, the rest."""
    if theme.is_legal:
        return 3
    return 6 if theme.is_sensitive else 12


def _section(part: dict[str, str]) -> dict[str, Any]:
    value = {"heading": part["heading"], "text": rich_text(part["text"])}
    return {"type": "section", "value": value}


def _found(rows: Any, slugs: Any) -> list[Any]:
    by_slug = {row.slug: row for row in rows.filter(slug__in=slugs)}
    if unknown := [slug for slug in slugs if slug not in by_slug]:
        raise ValueError(f"Unknown slug: {', '.join(unknown)}")
    return [by_slug[slug] for slug in slugs]
