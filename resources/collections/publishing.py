"""Publish a collection from plain data, as an import or the demonstration does."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from resources.collections.models import (
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
)
from resources.library.models import ResourcePage
from resources.library.publishing import add_months
from resources.vocabularies.models import Term, Theme, Vocabulary

REVIEW_MONTHS = 6


@transaction.atomic
def create_collection(
    index: CollectionIndexPage, data: dict[str, Any], owner: Any
) -> CollectionPage:
    """Publish what `data` describes; return it as it is if it exists.

    `data` has title, slug, summary, kind, theme, audiences, age_bands (slugs),
    last_reviewed_on, and `items`: a list of {resource, note}, resource being a slug.
    Raises DoesNotExist on an unknown theme or resource.
    """
    known = CollectionPage.objects.child_of(index).filter(slug=data["slug"]).first()
    if known:
        return known
    reviewed = data["last_reviewed_on"]
    page = CollectionPage(
        live=False,
        owner=owner,
        content_owner=owner,
        theme=Theme.objects.get(slug=data["theme"]),
        last_reviewed_on=reviewed,
        next_review_on=add_months(reviewed, REVIEW_MONTHS),
        **{name: data[name] for name in ("title", "slug", "summary", "kind")},
    )
    page.audiences = list(_terms(Vocabulary.AUDIENCE, data["audiences"]))
    page.age_bands = list(_terms(Vocabulary.AGE_BAND, data.get("age_bands", ())))
    page.items = [
        CollectionItem(
            resource=ResourcePage.objects.get(slug=item["resource"]),
            note=item.get("note", ""),
            sort_order=place,
        )
        for place, item in enumerate(data["items"])
    ]
    index.add_child(instance=page)
    page.save_revision(user=owner).publish(user=owner, skip_permission_checks=True)
    return CollectionPage.objects.get(pk=page.pk)


def _terms(vocabulary: Vocabulary, slugs: Any) -> Any:
    return Term.objects.of(vocabulary).filter(slug__in=slugs)
