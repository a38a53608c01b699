"""The JSON form of a problem, read with distrust. Imports no Django.

Every value is checked; `ProblemError` names the path of the first one refused. A key
that is not known is refused too: a misspelt wish would otherwise ask nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from community.matching.problem import (
    MOST_POINTS,
    PAIR_KEYS,
    WEIGHTS,
    Mentor,
    Pair,
    Problem,
    ProblemError,
    School,
)

MOST_KM = 20_040  # half the circumference of the Earth: everywhere
MOST_UNITS = 10_000  # schools of one mentor, or places of one school


def parse(text: str | bytes) -> Problem:
    """Read the JSON form of a problem; raise ProblemError on anything unexpected."""
    try:
        data = json.loads(text, object_pairs_hook=_unrepeated)
    except ProblemError:
        raise
    except RecursionError:
        raise ProblemError("$", "nested too deep") from None
    except ValueError as error:
        raise ProblemError("$", f"not JSON ({error})") from None
    if not isinstance(data, dict):
        raise ProblemError("$", "must be an object")
    _known_keys(data, "", ("mentors", "schools", *PAIR_KEYS, "options"))
    for key in ("mentors", "schools"):
        if key not in data:
            raise ProblemError(key, "is missing")
    return Problem(
        mentors=_items(data["mentors"], "mentors", MENTOR_FIELDS, Mentor),
        schools=_items(data["schools"], "schools", SCHOOL_FIELDS, School),
        **{name: _pairs(data.get(name, []), name) for name in PAIR_KEYS},
        **_options(data.get("options", {})),
    )


def _unrepeated(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that gives one key twice: which of the two was meant?"""
    found = dict(items)
    if len(found) != len(items):
        keys = [key for key, _value in items]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ProblemError(twice, "key given twice in one object")
    return found


def _known_keys(data: dict, path: str, known: Iterable[str]) -> None:
    for key in data:
        if key not in known:
            raise ProblemError(f"{path}.{key}".removeprefix("."), "unknown key")


def _items(data: Any, name: str, fields: dict[str, Any], make: Callable) -> list:
    if not isinstance(data, list):
        raise ProblemError(name, "must be a list")
    return [_item(item, f"{name}[{i}]", fields, make) for i, item in enumerate(data)]


def _item(data: Any, path: str, fields: dict[str, Any], make: Callable) -> Any:
    _object(data, path)
    _known_keys(data, path, fields)
    values = {}
    for name, (read, required) in fields.items():
        if name in data:
            values[name] = read(data[name], f"{path}.{name}")
        elif required:
            raise ProblemError(f"{path}.{name}", "is missing")
    return make(**values)


def _object(data: Any, path: str) -> dict:
    if not isinstance(data, dict):
        raise ProblemError(path, "must be an object")
    return data


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise ProblemError(path, "must be a non-empty text")
    if not value.isprintable():  # control characters, halves of a surrogate pair
        raise ProblemError(path, "must be printable")
    return value


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise ProblemError(path, "must be true or false")
    return value


def _number(low: float, high: float) -> Callable[[Any, str], float]:
    def read(value: Any, path: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ProblemError(path, "must be a number")
        if not low <= value <= high:  # NaN compares false and is refused here too
            raise ProblemError(path, f"must be between {low} and {high}")
        return float(value)

    return read


def _whole(high: int) -> Callable[[Any, str], int]:
    def read(value: Any, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ProblemError(path, "must be a whole number")
        if not 0 <= value <= high:
            raise ProblemError(path, f"must be between 0 and {high}")
        return value

    return read


def _texts(value: Any, path: str) -> frozenset[str]:
    if not isinstance(value, list):
        raise ProblemError(path, "must be a list")
    return frozenset(_text(item, f"{path}[{i}]") for i, item in enumerate(value))


def _counts(value: Any, path: str) -> dict[str, int]:
    read = _whole(MOST_UNITS)
    return {
        _text(key, path): read(count, f"{path}.{key}")
        for key, count in _object(value, path).items()
    }


def _pairs(data: Any, name: str) -> list[Pair]:
    if not isinstance(data, list):
        raise ProblemError(name, "must be a list")
    for i, pair in enumerate(data):
        if not isinstance(pair, list) or len(pair) != 2:
            raise ProblemError(f"{name}[{i}]", "must be [mentor, school]")
        for j in (0, 1):
            _text(pair[j], f"{name}[{i}][{j}]")
    return [(pair[0], pair[1]) for pair in data]


def _options(data: Any) -> dict[str, Any]:
    _known_keys(_object(data, "options"), "options", OPTIONS)
    return {
        name: read(data[name], f"options.{name}")
        for name, read in OPTIONS.items()
        if name in data
    }


def _weights(value: Any, path: str) -> dict[str, int]:
    """Parts left out keep their usual weight; together they make 1000."""
    _known_keys(_object(value, path), path, WEIGHTS)
    read = _whole(MOST_POINTS)
    given = {part: read(points, f"{path}.{part}") for part, points in value.items()}
    weights = {**WEIGHTS, **given}
    if sum(weights.values()) != MOST_POINTS:
        raise ProblemError(path, f"must add up to {MOST_POINTS}")
    return weights


OPTIONS = {"keep_bonus": _whole(MOST_POINTS), "weights": _weights}
_COMMON = {
    "id": (_text, True),
    "lat": (_number(-90, 90), True),
    "lon": (_number(-180, 180), True),
    "remote": (_flag, False),
    "slots": (_texts, False),
    "themes": (_texts, False),
    "languages": (_texts, False),
}
MENTOR_FIELDS = _COMMON | {
    "radius_km": (_number(0, MOST_KM), True),
    "capacity": (_whole(MOST_UNITS), True),
    "avoid": (_texts, False),
    "held": (_counts, False),
}
SCHOOL_FIELDS = _COMMON | {"places": (_whole(MOST_UNITS), False)}
SCHOOL_FIELDS |= {"priority": (_flag, False)}
