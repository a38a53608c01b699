"""What exists near a place while nobody can come: people, workshops, kits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from community.requests.models import SessionRequest
from community.schools.distance import around, km_between
from community.schools.models import School
from mentors.models import Mentor
from resources.models import CollectionPage

WORKSHOP_KM = 30
# How much further than they said a volunteer may be asked to go.
BEYOND_KM = 15
LONGEST_RADIUS = 50
MOST = 5


@dataclass(frozen=True)
class Alternatives:
    """Each list nearest first; workshops and mentors come with their kilometres."""

    mentors: list[tuple[Mentor, float]] = field(default_factory=list)
    workshops: list[tuple[Any, float]] = field(default_factory=list)
    kits: list[CollectionPage] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.mentors or self.workshops or self.kits)


def alternatives(request: SessionRequest) -> Alternatives:
    """Return what a coordinator may offer instead, or look into."""
    school = request.school
    themes = list(request.themes.all())
    if school.latitude is None or school.longitude is None:
        return Alternatives(kits=kits_about(themes))
    place = (school.latitude, school.longitude)
    return Alternatives(
        mentors=mentors_near(
            *place, school.territory_id, list(request.languages.all())
        ),
        workshops=workshops_near(*place, but=school),
        kits=kits_about(themes),
    )


def mentors_near(
    lat: float, lon: float, territory: str, languages: list[Any] | None = None
) -> list[tuple[Mentor, float]]:
    """Active volunteers who could come, were they to go a little further.

    Of one territory: the coordinator of a neighbouring one does not know them.
    """
    most = LONGEST_RADIUS + BEYOND_KM
    mentors = Mentor.objects.active().filter(
        around(lat, lon, most, "commune__"), commune__territory=territory
    )
    for language in languages or []:
        mentors = mentors.filter(languages=language)
    measured = [
        (m, km_between(lat, lon, m.commune.latitude, m.commune.longitude))
        for m in mentors.select_related("user", "commune").order_by("pk")
    ]
    within = [(m, km) for m, km in measured if km <= m.radius_km + BEYOND_KM]
    return sorted(within, key=lambda pair: pair[1])[:MOST]


def workshops_near(
    lat: float, lon: float, km: float = WORKSHOP_KM, but: School | None = None
) -> list[tuple[Any, float]]:
    """Coming workshops of willing schools around, the soonest of the nearest first."""
    schools = School.objects.open().in_public().filter(around(lat, lon, km))
    if but is not None:
        schools = schools.exclude(pk=but.pk)
    # A school does not know what is held in it but by this relation.
    workshops = School._meta.get_field("sessions").related_model
    coming = workshops.objects.coming().filter(school__in=schools)
    coming = coming.select_related("school__territory").prefetch_related("themes")
    measured = [
        (w, km_between(lat, lon, w.school.latitude, w.school.longitude))
        for w in coming.order_by("starts_at", "pk")[:200]
    ]
    within = [pair for pair in measured if pair[1] <= km]
    return sorted(within, key=lambda pair: round(pair[1] / 5))[:MOST]


def kits_about(themes: list[Any]) -> list[CollectionPage]:
    """Ready-made kits on these themes, or the first ones without any."""
    kits = CollectionPage.objects.live().public().order_by("title", "pk")
    wanted = [theme.pk for theme in themes]
    about = list(kits.filter(theme__in=wanted)[:MOST]) if wanted else []
    return about or list(kits[:2])
