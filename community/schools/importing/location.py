"""Where a school is: the file's position, else its commune's centre, else nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from community.schools.choices import LocationQuality
from community.schools.distance import km_between
from community.schools.importing.cells import Cells

TOWN_PRECISIONS = {"ville", "commune", "centre de la commune", "mairie"}
FAR_FROM_TOWN_KM = 30


@dataclass(frozen=True)
class Town:
    """What the import needs of a commune: its territory and where its centre is."""

    territory: str
    latitude: float
    longitude: float


def read_location(get: Cells, town: Town | None) -> dict[str, Any]:
    """Choose the position: the file's, else the commune's, else none."""
    point = _point(get)
    quality = LocationQuality.EXACT.value
    if get("precision").lower() in TOWN_PRECISIONS:
        quality = LocationQuality.COMMUNE.value
    centre = (town.latitude, town.longitude) if town else None
    if centre and point and km_between(*point, *centre) > FAR_FROM_TOWN_KM:
        point, quality = centre, LocationQuality.DOUBTFUL.value
    elif centre and not point:
        point, quality = centre, LocationQuality.COMMUNE.value
    if not point:
        return {
            "latitude": None,
            "longitude": None,
            "location_quality": LocationQuality.MISSING.value,
        }
    latitude, longitude = (round(degrees, 6) for degrees in point)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "location_quality": quality,
    }


def _point(get: Cells) -> tuple[float, float] | None:
    apart = (get("latitude").replace(",", "."), get("longitude").replace(",", "."))
    pairs = [apart, tuple(get("position").split(","))]
    for pair in pairs:
        try:
            latitude, longitude = (float(part) for part in pair)
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
            return latitude, longitude
    return None
