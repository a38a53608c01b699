"""The steps of the application, in order; another room may add one of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentors.profiles.choices import APPLYING_STATUSES
from mentors.profiles.forms import CharterForm, StepForm, WhatForm, WhenForm, WhoForm
from mentors.profiles.models import Mentor
from mentors.profiles.places import WhereForm

CHARTER = "charte"


@dataclass(frozen=True)
class Step:
    """One screen; `is_done` says whether what matching needs is there."""

    label: str | Promise
    form: type[StepForm]
    is_done: Callable[[Mentor], bool]
    is_optional: bool = False


def _has_skills(mentor: Mentor) -> bool:
    return bool(mentor.pk) and mentor.themes.exists() and mentor.languages.exists()


def _is_signed(mentor: Mentor) -> bool:
    return mentor.status not in APPLYING_STATUSES and mentor.has_current_charter


STEPS: dict[str, Step] = {
    "vous": Step(
        _("Vous"), WhoForm, lambda m: bool(m.user.first_name and m.user.last_name)
    ),
    "lieu": Step(_("Votre secteur"), WhereForm, lambda m: bool(m.commune_id)),
    "disponibilites": Step(_("Vos disponibilités"), WhenForm, lambda m: bool(m.slots)),
    "envies": Step(_("Vos envies"), WhatForm, _has_skills),
    CHARTER: Step(_("La charte"), CharterForm, _is_signed),
}


def add_step(slug: str, step: Step) -> None:
    """Ask one more thing, just before the charter; naming it twice changes nothing."""
    charter = STEPS.pop(CHARTER)
    STEPS[slug] = step
    STEPS[CHARTER] = charter


def missing(mentor: Mentor) -> list[str]:
    """Return the steps that still stand before the coordination's answer."""
    return [
        slug
        for slug, step in STEPS.items()
        if not step.is_optional and not step.is_done(mentor)
    ]


def after(slug: str) -> str:
    order = list(STEPS)
    return order[order.index(slug) + 1]


def progress(mentor: Mentor, current: str | None) -> list[dict[str, Any]]:
    return [
        {
            "slug": slug,
            "label": step.label,
            "done": bool(mentor.pk) and step.is_done(mentor),
            "now": slug == current,
            "optional": step.is_optional,
        }
        for slug, step in STEPS.items()
    ]
