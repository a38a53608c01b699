"""How far two places are, and which places are worth measuring; makes no query."""

from __future__ import annotations

import math

from django.db.models import Q

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.2


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return great-circle kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    across = math.radians(other_lon - lon)
    chord = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def around(lat: float, lon: float, km: float, prefix: str = "") -> Q:
    """Return the square of side 2 × `km` as a condition on latitude and longitude."""
    north = km / KM_PER_DEGREE
    east = north / max(0.2, math.cos(math.radians(lat)))
    return Q(
        **{
            f"{prefix}latitude__range": (lat - north, lat + north),
            f"{prefix}longitude__range": (lon - east, lon + east),
        }
    )
