"""A resource as schema.org's LearningResource, from what its page fetched already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from resources.library.ages import age_spans
from resources.library.models import Kind, ResourcePage
from resources.metadata.addresses import absolute, page_url
from resources.metadata.jsonld import Context, Node, describes, tidy
from resources.metadata.words import defined_term, features
from resources.vocabularies.licences import licence_url


@describes(ResourcePage)
def learning_resource(
    page: ResourcePage, request: HttpRequest, context: Context
) -> Node:
    """Read the context's `translations`: other languages, each with its `page`."""
    url = page_url(request, page)
    return (
        {
            "@type": "LearningResource",
            "@id": url,
            "url": url,
            "name": page.title,
            "description": page.summary,
            "inLanguage": page.language.slug,
            "about": [theme.label for theme in page.all_themes()],
            "learningResourceType": page.format.label,
            "timeRequired": f"PT{page.minutes}M",
            "isAccessibleForFree": True,
            "license": licence_url(page.licence.slug),
        }
        | _readers(page)
        | _dates(page)
        | _people(page, request)
        | _relations(
            page, request, [one.page for one in context.get("translations", ())]
        )
    )


def _readers(page: ResourcePage) -> Node:
    spans = age_spans(band.slug for band in page.age_bands.all())
    return {
        "educationalLevel": [defined_term(level) for level in page.levels.all()],
        "typicalAgeRange": [f"{low}-{high}" for low, high in spans],
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": defined_term(audience)}
            for audience in page.audiences.all()
        ],
        "accessibilityFeature": features(t.slug for t in page.accessibility.all()),
    }


def _dates(page: ResourcePage) -> Node:
    published, reviewed = page.first_published_at, page.last_reviewed_on
    return {
        "datePublished": published.date().isoformat() if published else "",
        "dateModified": reviewed.isoformat() if reviewed else "",
    }


def _people(page: ResourcePage, request: HttpRequest) -> Node:
    author = page.source_name or page.rights_holder
    names = (name.strip() for name in page.contributors.split(","))
    return {
        "publisher": publisher(request),
        "author": {"@type": "Organization", "name": author}
        if author
        else publisher(request),
        "contributor": [{"@type": "Person", "name": name} for name in names if name],
    }


def _relations(
    page: ResourcePage, request: HttpRequest, languages: Iterable[ResourcePage]
) -> Node:
    works = {other.pk: _work(other, request) for other in languages}
    original = works.pop(page.translation_of_id, None)
    return {
        "isBasedOn": page.source_url if page.kind == Kind.EXTERNAL else "",
        "translationOfWork": original,
        "workTranslation": list(works.values()),
    }


def _work(page: ResourcePage, request: HttpRequest) -> Node:
    return tidy(
        {
            "@type": "LearningResource",
            "@id": page_url(request, page),
            "name": page.title,
            "inLanguage": page.language.slug,
        }
    )


def publisher(request: HttpRequest) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "@id": f"{absolute(request, '/')}#organisation",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute(request, "/"),
    }
