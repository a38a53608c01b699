"""Schools around a commune, nearest first: what an applicant's radius means."""

from __future__ import annotations

from community.schools.distance import around, km_between
from community.schools.models import School
from mentors.communes.models import Commune
from mentors.profiles.reach import Near, Reach


def schools_around(commune: Commune, radius_km: int, most: int) -> Reach:
    """Find the open schools within `radius_km` of the commune, in two queries."""
    here = (commune.latitude, commune.longitude)
    rows = School.objects.matchable().filter(around(*here, radius_km)).order_by()
    places = rows.values_list("pk", "latitude", "longitude")
    found = sorted((km_between(*here, *place), pk) for pk, *place in places)
    within = [(km, pk) for km, pk in found if km <= radius_km]
    schools = School.objects.in_bulk([pk for _km, pk in within[:most]])
    nearest = [Near(str(schools[pk]), round(km)) for km, pk in within[:most]]
    return Reach(total=len(within), nearest=nearest)
