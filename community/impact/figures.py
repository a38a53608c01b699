"""The figures of the programme: one definition each, the same everywhere.

A figure is a query, never a typed number. `scope` narrows to one territory; None is
the whole programme.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.partnerships.models import Partnership
from community.schools.masking import is_masked
from community.schools.models import School
from community.sessions.reports import SessionReport
from community.sessions.totals import totals_of
from mentors.models import Mentor
from resources.models import ResourcePage, Territory


@dataclass(frozen=True)
class Figure:
    """A number with its label and the sentence that says how it is counted."""

    key: str
    value: int
    label: str
    definition: str
    masked: bool = False


DEFINITIONS = {
    "partnerships": (
        _("partenariats signés"),
        _("Conventions signées par tous leurs signataires et en cours aujourd’hui."),
    ),
    "schools": (
        _("écoles couvertes"),
        _(
            "Écoles, collèges et lycées ouverts rattachés à au moins un partenariat "
            "en cours. Chacun compte une fois."
        ),
    ),
    "mentors": (
        _("parents ressources"),
        _("Bénévoles formés, charte signée, prêts à intervenir."),
    ),
    "resources": (
        _("ressources en ligne"),
        _(
            "Ressources publiées pour les parents et les enseignants. Une ressource "
            "et ses traductions comptent une fois."
        ),
    ),
    "sessions": (
        _("ateliers tenus"),
        _("Ateliers racontés par les parents ressources, sur la période."),
    ),
    "participants": (
        _("participants"),
        _(
            "Présences déclarées sur la période. Une personne venue deux fois compte "
            "deux fois."
        ),
    ),
    "hours": (
        _("heures avec les parents"),
        _("Durée totale des ateliers tenus sur la période, arrondie à l’heure."),
    ),
    "reached": (
        _("écoles touchées"),
        _("Établissements où au moins un atelier a été tenu sur la période."),
    ),
}


def figure(key: str, value: int, *, people: bool = False) -> Figure:
    """Build a figure; a small count of people is masked for the public."""
    label, definition = DEFINITIONS[key]
    masked = people and is_masked(value)
    return Figure(key, 0 if masked else value, str(label), str(definition), masked)


def covered_schools(scope: Territory | None = None) -> int:
    schools = School.objects.open().filter(
        partnerships__in=Partnership.objects.in_force()
    )
    return _within(schools, scope).distinct().count()


def heartbeat(scope: Territory | None = None) -> list[Figure]:
    """Partnerships, schools covered, mentors, resources: the four live figures."""
    mentors = Mentor.objects.active()
    if scope:
        mentors = mentors.filter(commune__territory=scope)
    partnerships = _within(Partnership.objects.in_force(), scope)
    return [
        figure("partnerships", partnerships.count()),
        figure("schools", covered_schools(scope)),
        figure("mentors", mentors.count(), people=scope is not None),
        figure("resources", ResourcePage.objects.published().originals().count()),
    ]


def activity(
    start: dt.date, end: dt.date, scope: Territory | None = None
) -> list[Figure]:
    """Sessions, participants, hours and schools reached between two days included."""
    reports = _within(SessionReport.objects.between(start, end), scope)
    totals = totals_of(reports)
    return [
        figure("sessions", totals.sessions),
        figure("participants", totals.participants, people=True),
        figure("hours", totals.hours),
        figure("reached", totals.schools),
    ]


def _within(queryset: Any, scope: Territory | None) -> Any:
    return queryset.filter(territory=scope) if scope else queryset


def last_twelve_months(today: dt.date | None = None) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the year that ends today."""
    day = today or timezone.localdate()
    return day - dt.timedelta(days=365), day
