"""What to offer for a worry and an age: one answer, two resources, one thing to do.

Nothing for that very pair gives the nearest, and says which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.http import urlencode

from resources.answers.models import AnswerPage
from resources.library.models import ON_CARDS, ResourcePage
from resources.search.missing import sign
from resources.search.snapshot import snapshot
from resources.vocabularies.models import Term, Theme

RESOURCES = 2


@dataclass(frozen=True)
class Offer:
    """`is_near` tells of an answer written for another age; `total` counts the
    library's resources behind `all_url`; `missing` is the question to send, signed."""

    answer: AnswerPage | None
    resources: list[ResourcePage]
    is_near: bool
    tonight: str
    all_url: str
    total: int
    missing: str


def offer(theme: Theme, age: Term | None) -> Offer:
    """Return the best there is; an age of None asks for no age in particular."""
    answer = _answer(theme, age)
    readings = [row.resource_id for row in answer.readings.all()] if answer else []
    resources = _resources(theme, age, readings)
    first = resources[0].tonight if resources else ""
    url, total = _all(theme, age)
    words = f"{theme.label} {age.label if age else ''}"
    return Offer(
        answer=answer,
        resources=resources,
        is_near=bool(answer and age and not answer.fits and not answer.is_for_all),
        tonight=(answer.tonight if answer else "") or first,
        all_url=url,
        total=total,
        missing="" if answer else sign(words),
    )


def _answer(theme: Theme, age: Term | None) -> AnswerPage | None:
    """For this age, else for every age, else for another; the theme before a child."""
    found = AnswerPage.objects.published().about(theme).fitting(age).with_labels()
    own = Q(theme=theme)
    ordered = found.annotate(is_own=_is(own)).order_by(
        "-fits", "-is_for_all", "-is_own", "-last_reviewed_on", "pk"
    )
    return ordered.prefetch_related("readings").first()


def _resources(theme: Theme, age: Term | None, readings: list[int]) -> Any:
    """Right age first, then those the answer names, then the closest to the theme."""
    same = Q(theme=theme) | Q(theme__parent=theme)
    themes = ResourcePage.themes.through.objects.filter(resourcepage=OuterRef("pk"))
    ages = ResourcePage.age_bands.through.objects.filter(resourcepage=OuterRef("pk"))
    also = Exists(themes.filter(Q(theme=theme) | Q(theme__parent=theme)))
    chosen = Q(pk__in=readings)
    found = ResourcePage.objects.published().filter(same | Q(also) | chosen)
    ordered = found.annotate(
        fits=Exists(ages.filter(term=age)), is_chosen=_is(chosen), is_own=_is(same)
    ).order_by("-fits", "-is_chosen", "-is_own", F("last_reviewed_on").desc(), "pk")
    shown = ordered.with_labels().only(*ON_CARDS, "tonight")
    return list(shown[:RESOURCES])


def _is(condition: Q) -> Case:
    """True or False, never NULL, which the two databases do not sort alike."""
    return Case(When(condition, then=True), default=False)


def _all(theme: Theme, age: Term | None) -> tuple[str, int]:
    """The library for this pair, or for the theme alone when the pair has nothing."""
    shot = snapshot("resource")
    of_theme = shot.marked(f"theme:{theme.slug}")
    if age:
        both = int((of_theme & shot.marked(f"age:{age.slug}")).sum())
        if both:
            query = urlencode({"age": age.slug, "theme": theme.slug})
            return f"/ressources/?{query}", both
    return f"/ressources/?{urlencode({'theme': theme.slug})}", int(of_theme.sum())
