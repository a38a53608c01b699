"""One line of a file becomes what it says of a school, or a rejection that says why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from community.schools.choices import FileKind, Priority, SchoolKind
from community.schools.importing import cells
from community.schools.importing.cells import CellRejected, Cells
from community.schools.importing.location import Town, read_location
from community.schools.importing.reading import RawRow

# The first three digits of some UAIs are not those of their département.
UAI_PREFIXES = {
    "620": "2A",
    "720": "2B",
    "978": "971",
    "988": "983",
    "987": "984",
    "986": "987",
}
KIND_ORDER = [kind.value for kind in SchoolKind]
_PLACE = {"latitude", "longitude", "position"}
# Field → the columns that may fill it; without any, an import leaves it as it is.
SOURCES: dict[str, set[str]] = {
    "name": {"name"},
    "kind": {"type", "nature"},
    "sector": {"sector"},
    "status": {"state"},
    "territory_id": {"uai"},
    "commune_id": {"insee"},
    "city": {"city"},
    "address": {"address"},
    "postal_code": {"postal_code"},
    "phone": {"phone"},
    "email": {"email"},
    "website": {"website"},
    "priority": {"priority"},
    "pupils": {"pupils"},
    "latitude": _PLACE,
    "longitude": _PLACE,
    "location_quality": _PLACE,
}
# What each kind of file is allowed to fill.
FIELDS: dict[str, tuple[str, ...]] = {
    FileKind.DIRECTORY: tuple(SOURCES),
    FileKind.IPS: ("ips", "ips_year"),
    FileKind.REP: ("priority",),
}


@dataclass(frozen=True)
class Rejection:
    """A line left out: where, which value, the reason in French, its UAI if it has one.

    `is_school` is false for what is merely aside: not a school, or a masked value.
    """

    line: int
    column: str
    value: str
    reason: str
    is_school: bool = True
    uai: str = ""


@dataclass(frozen=True)
class Row:
    """What a line says of one school; field names are those of the model.

    Of several lines with one UAI, the lowest `rank` is kept.
    """

    uai: str
    line: int
    values: Mapping[str, Any]
    rank: tuple
    source_date: dt.date | None = None


@dataclass(frozen=True)
class Places:
    """What is known of places: communes by INSEE code, codes of territories."""

    towns: Mapping[str, Town]
    territories: frozenset[str]


def written_fields(kind: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that a file of this kind, with these columns, may change."""
    there = set(columns)
    return tuple(f for f in FIELDS[kind] if SOURCES.get(f, there) & there)


def read_line(kind: str, raw: RawRow, places: Places) -> Row | Rejection:
    """Turn one raw line into a Row; pure."""

    def get(name: str) -> str:
        return raw.values.get(name, "")

    uai = ""
    try:
        uai = cells.clean_uai(get("uai"))
        return READERS[kind](uai, raw.line, get, places)
    except CellRejected as no:
        value = get(no.column)[:80]
        return Rejection(raw.line, no.column, value, no.reason, no.is_school, uai)


def _school(uai: str, line: int, get: Cells, places: Places) -> Row:
    kind = cells.read_kind(get)
    insee = cells.clean_code(get("insee"), 5)
    town = places.towns.get(insee)
    name = cells.read_name(get("name"))
    values: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "sector": cells.read_sector(get("sector")),
        "status": cells.read_state(get("state")),
        "territory_id": _territory(get, uai, town, places.territories),
        "commune_id": insee if town else None,
        "city": cells.squeeze(get("city"))[:80],
        "address": cells.squeeze(get("address"))[:200],
        "postal_code": cells.clean_code(get("postal_code"), 5),
        "phone": cells.clean_phone(get("phone")),
        "email": cells.clean_email(get("email")),
        "website": cells.clean_website(get("website")),
        "priority": cells.read_priority(get("priority")),
        "pupils": cells.whole_number(get("pupils")),
        **read_location(get, town),
    }
    # The main line of a UAI given twice, whatever the order of the lines.
    secondary = any(word in name.lower() for word in ("annexe", "section", "segpa"))
    rank = (secondary, KIND_ORDER.index(kind), name)
    return Row(uai, line, values, rank, cells.clean_date(get("updated_on")))


def _ips(uai: str, line: int, get: Cells, places: Places) -> Row:
    year = cells.read_school_year(get("year"))
    values = {"ips": cells.read_ips(get("ips")), "ips_year": year}
    return Row(uai, line, values, (-(year or 0), values["ips"]))


def _rep(uai: str, line: int, get: Cells, places: Places) -> Row:
    priority = cells.read_priority(get("priority"))
    if get("priority") and priority == Priority.NONE.value:
        raise CellRejected("priority", "On attend REP ou REP+.")
    year = cells.read_school_year(get("year")) or 0
    return Row(uai, line, {"priority": priority}, (-year, priority))


READERS: dict[str, Callable[[str, int, Cells, Places], Row]] = {
    FileKind.DIRECTORY: _school,
    FileKind.IPS: _ips,
    FileKind.REP: _rep,
}


def _territory(
    get: Cells, uai: str, town: Town | None, territories: frozenset[str]
) -> str:
    code = cells.clean_department(get("department"))
    code = UAI_PREFIXES.get(code, code) if code in ("620", "720") else code
    if not code:
        own = UAI_PREFIXES.get(uai[:3]) or cells.clean_department(uai[:3])
        code = town.territory if town else own
    if code not in territories:
        raise CellRejected("department", "Ce département n’est pas connu.")
    return code
