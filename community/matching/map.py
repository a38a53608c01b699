"""The planner's map: one département as SVG, drawn from shipped outlines."""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from community.matching.models import PlanRun

OUTLINES = Path(__file__).parent / "data" / "departements_simplifie.geojson.gz"
WIDTH = 300


@dataclass(frozen=True)
class Frame:
    """Degrees to pixels: longitudes shrunk at the latitude of the middle."""

    west: float
    north: float
    per_degree: float
    squeeze: float
    height: int

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x = (lon - self.west) * self.squeeze * self.per_degree
        return round(x, 1), round((self.north - lat) * self.per_degree, 1)


@cache
def _outlines() -> dict[str, list[list[list[float]]]]:
    """Return the outer rings of each département, by code."""
    data = json.loads(gzip.decompress(OUTLINES.read_bytes()))
    rings = {}
    for feature in data["features"]:
        shape = feature["geometry"]
        many = shape["type"] == "MultiPolygon"
        polygons = shape["coordinates"] if many else [shape["coordinates"]]
        rings[str(feature["properties"]["code"])] = [part[0] for part in polygons]
    return rings


@cache
def land_of(code: str) -> tuple[str, Frame] | None:
    """Return the outline of a territory as an SVG path, and its frame; None without."""
    rings = _outlines().get(code)
    if not rings:
        return None
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)
    frame = Frame(west, north, scale, squeeze, math.ceil((north - south) * scale))
    path = "".join(
        "M" + "L".join("{} {}".format(*frame.point(*p[:2])) for p in ring) + "Z"
        for ring in rings
    )
    return path, frame


def plan_map(plan: PlanRun, people: dict[int, Any], places: dict[int, Any]) -> Any:
    """Return what the SVG draws, or None for a territory without an outline."""
    land = land_of(plan.territory_id)
    if land is None:
        return None
    path, frame = land
    ties, mentors, served, missed = [], {}, {}, {}
    for pair in plan.result["pairs"]:
        person, place = people.get(pair["mentor"]), places.get(pair["school"])
        if person and place and place.latitude is not None:
            a = frame.point(person.commune.longitude, person.commune.latitude)
            b = frame.point(place.longitude, place.latitude)
            ties.append((a, b))
            mentors[a], served[b] = person.display_name, str(place)
    for place in (places.get(int(u["school"])) for u in plan.result["unserved"]):
        if place and place.latitude is not None:
            missed[frame.point(place.longitude, place.latitude)] = str(place)
    return {
        "path": path,
        "width": WIDTH,
        "height": frame.height,
        "ties": ties,
        "mentors": sorted(mentors.items()),
        "served": sorted(served.items()),
        "missed": sorted(missed.items()),
    }
