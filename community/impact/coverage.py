"""Schools of a territory without anyone, and how many volunteers could go there.

Counts only: who the volunteers are is the planner's screen. Distances are straight
lines; a volunteer is within reach as far as they said they would go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from scipy.spatial.distance import cdist

from community.matching.choices import OPEN_STATUSES
from community.matching.map import land_of
from community.matching.models import Match
from community.matching.table import km_of_chord, unit_points
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.schools.choices import Priority
from community.schools.models import School
from community.sessions.reports import SessionReport
from mentors.models import Mentor
from resources.models import Territory

URGENCY = {Priority.REP_PLUS: 0, Priority.REP: 1, Priority.NONE: 2}


@dataclass(frozen=True)
class Uncovered:
    """A school without anyone; volunteers within reach, of whom some have room."""

    school: School
    near: int
    free: int
    has_asked: bool
    is_new: bool

    @property
    def urgency(self) -> int:
        return URGENCY[Priority(self.school.priority)]


# Name in the address → label of the order, and its key.
ORDERS: dict[str, tuple[Any, Callable[[Uncovered], tuple]]] = {
    "priorite": (
        _("éducation prioritaire d’abord"),
        lambda row: (row.urgency, not row.has_asked, -row.free),
    ),
    "possible": (
        _("le plus de volontaires disponibles"),
        lambda row: (-row.free, row.urgency),
    ),
    "seule": (_("personne à portée d’abord"), lambda row: (row.near, row.urgency)),
    "demande": (
        _("celles qui ont demandé"),
        lambda row: (not row.has_asked, row.urgency),
    ),
    "ville": (_("par commune"), lambda row: (row.school.city,)),
}


def uncovered(
    territory: Territory, *, agreed_only: bool, order: str
) -> list[Uncovered]:
    """Return schools without an active match, in the order asked for: four queries."""
    schools = list(_without_anyone(territory, agreed_only))
    near, free = _reach(schools, _volunteers(territory))
    rows = [
        Uncovered(school, int(n), int(f), school.has_asked, school.is_new)
        for school, n, f in zip(schools, near, free, strict=True)
    ]
    key = ORDERS[order][1]
    return sorted(rows, key=lambda row: (*key(row), row.school.city, row.school.pk))


def _without_anyone(territory: Territory, agreed_only: bool) -> Any:
    own = OuterRef("pk")
    schools = School.objects.matchable().filter(
        ~Exists(Match.objects.active().filter(school=own)), territory=territory
    )
    if agreed_only:
        agreed = Partnership.objects.in_force().filter(schools=own)
        schools = schools.filter(Exists(agreed))
    return schools.annotate(
        has_asked=Exists(SessionRequest.objects.open().filter(school=own)),
        is_new=~Exists(SessionReport.objects.filter(school=own)),
    ).order_by("pk")


def _volunteers(territory: Territory) -> list[Mentor]:
    taken = Count("matches", filter=Q(matches__status__in=OPEN_STATUSES))
    mentors = Mentor.objects.active().filter(commune__territory=territory)
    return list(mentors.select_related("commune").annotate(taken=taken).order_by("pk"))


def _reach(schools: list[School], mentors: list[Mentor]) -> tuple[Any, Any]:
    """Return, school by school, who is within reach, and who of them has room."""
    if not schools or not mentors:
        nobody = np.zeros(len(schools), dtype=int)
        return nobody, nobody
    places = unit_points((s.latitude, s.longitude) for s in schools)
    homes = unit_points((m.commune.latitude, m.commune.longitude) for m in mentors)
    near = km_of_chord(cdist(places, homes)) <= np.array([m.radius_km for m in mentors])
    room = np.array([m.taken < m.max_schools for m in mentors])
    return near.sum(axis=1), (near & room).sum(axis=1)


def coverage_map(territory: Territory, rows: list[Uncovered]) -> dict[str, Any] | None:
    """Return what the SVG draws, or None for a territory without an outline."""
    land = land_of(territory.code)
    if land is None:
        return None
    path, frame = land
    served = School.objects.filter(
        Exists(Match.objects.active().filter(school=OuterRef("pk"))),
        territory=territory,
        latitude__isnull=False,
    )
    homes = Mentor.objects.active().filter(commune__territory=territory)
    places = homes.values_list("commune__longitude", "commune__latitude")

    def points(found: Any) -> list[tuple[float, float]]:
        return sorted(frame.point(lon, lat) for lon, lat in found)

    return {
        "path": path,
        "width": 300,
        "height": frame.height,
        "alone": points(_places(row for row in rows if not row.near)),
        "missed": points(_places(row for row in rows if row.near)),
        "served": points(served.values_list("longitude", "latitude")),
        "homes": points(set(places)),
    }


def _places(rows: Any) -> list[tuple[float, float]]:
    return [(row.school.longitude, row.school.latitude) for row in rows]
