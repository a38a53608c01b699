"""One mentor of Laon and one school nearby, changed field by field."""

from typing import Any

from community.matching.problem import Mentor, School

ANY = {"slots": ["tue-evening"], "themes": ["temps-ecran"], "languages": ["fr", "tr"]}


def mentor(uid: str = "m1", **changes: Any) -> Mentor:
    fields = {"lat": 49.56, "lon": 3.62, "radius_km": 20, "capacity": 1, **ANY}
    return Mentor(uid, **_frozen({**fields, **changes}))


def school(uid: str = "s1", **changes: Any) -> School:
    fields = {"lat": 49.57, "lon": 3.65, **changes}
    return School(uid, **_frozen(fields))


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in fields.items()}
