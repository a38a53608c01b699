"""One line of the directory becomes a school, or a rejection that says why."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from community.schools.choices import (
    LocationQuality,
    Priority,
    SchoolKind,
    SchoolStatus,
    Sector,
)
from community.schools.importing.reading import RawRow

# The check letter of a UAI: number modulo 23 in this alphabet (no I, O, Q).
CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
UAI_PREFIXES = {
    "620": "2A",
    "720": "2B",
    "978": "971",
    "988": "983",
    "987": "984",
    "986": "987",
}
STATES = {
    "OUVERT": SchoolStatus.OPEN,
    "A FERMER": SchoolStatus.CLOSING,
    "A OUVRIR": SchoolStatus.OPENING,
    "": SchoolStatus.OPEN,
}
NOT_SCHOOLS = (
    "service administratif",
    "information et orientation",
    "medico",
    "médico",
)
TOWN_PRECISIONS = {"ville", "commune", "centre de la commune", "mairie"}
FAR_FROM_TOWN_KM = 30
KIND_ORDER = list(SchoolKind)
_PLACE = {"latitude", "longitude", "position"}
# Field → the columns that may fill it; without any, an import leaves it as it is.
SOURCES: dict[str, set[str]] = {
    "sector": {"sector"},
    "status": {"state"},
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


@dataclass(frozen=True)
class Town:
    """What the import needs of a commune: its territory and where its centre is."""

    territory: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Rejection:
    """A line left out: where, which value, and the reason in French."""

    line: int
    column: str
    value: str
    reason: str
    is_school: bool = True


@dataclass(frozen=True)
class SchoolRow:
    """A school as the file describes it; field names are those of the model."""

    uai: str
    line: int
    values: Mapping[str, Any]
    source_date: dt.date | None
    # Fields that the file has a column for; the others say nothing of the school.
    known: frozenset[str] = frozenset()


class _Rejected(Exception):
    def __init__(self, column: str, reason: str, is_school: bool = True) -> None:
        super().__init__(reason)
        self.column, self.reason, self.is_school = column, reason, is_school


def read_school(
    row: RawRow, towns: Mapping[str, Town], territories: set[str]
) -> SchoolRow | Rejection:
    """Turn one raw row into a school; `towns` is keyed by INSEE code."""
    try:
        return _school(row, towns, territories)
    except _Rejected as no:
        value = row.values.get(no.column, "")[:80]
        return Rejection(row.line, no.column, value, no.reason, no.is_school)


def _school(row: RawRow, towns: Mapping[str, Town], territories: set[str]) -> SchoolRow:
    get = _getter(row)
    uai = clean_uai(get("uai"))
    kind = _kind(get)
    insee = _padded(get("insee"), 5)
    town = towns.get(insee)
    values: dict[str, Any] = {
        "name": _name(get("name")),
        "kind": kind,
        "sector": _sector(get("sector")),
        "status": _state(get("state")),
        "territory_id": _territory(get, uai, town, territories),
        "commune_id": insee if town else None,
        "city": _squeeze(get("city"))[:80],
        "address": _squeeze(get("address"))[:200],
        "postal_code": _padded(get("postal_code"), 5),
        "phone": clean_phone(get("phone")),
        "email": _email(get("email")),
        "website": _website(get("website")),
        "priority": _priority(get("priority")),
        "pupils": _whole_number(get("pupils")),
        **_location(get, town),
    }
    silent = {f for f, columns in SOURCES.items() if not columns & row.values.keys()}
    return SchoolRow(
        uai,
        row.line,
        values,
        clean_date(get("updated_on")),
        frozenset(values.keys() - silent),
    )


def _getter(row: RawRow) -> Callable[[str], str]:
    return lambda name: row.values.get(name, "")


def clean_uai(text: str) -> str:
    """Return a UAI in capitals; a wrong shape or check letter is rejected."""
    uai = text.strip().upper()
    if not re.fullmatch(r"[0-9]{7}[A-Z]", uai):
        raise _Rejected("uai", "Un UAI a sept chiffres et une lettre.")
    letter = CHECK_LETTERS[int(uai[:7]) % 23]
    if letter != uai[7]:
        raise _Rejected("uai", f"La lettre de contrôle devrait être {letter}.")
    return uai


def _kind(get: Callable[[str], str]) -> SchoolKind:
    type_, nature = get("type").lower(), get("nature").lower()
    if any(word in f"{type_} {nature}" for word in NOT_SCHOOLS):
        raise _Rejected("type", "Ce n’est pas un établissement scolaire.", False)
    if type_ == "ecole" or type_ == "école" or (not type_ and "ecole" in nature):
        return _primary_kind(get, nature)
    described = type_ or nature
    for word, kind in (
        ("collège", SchoolKind.COLLEGE),
        ("college", SchoolKind.COLLEGE),
        ("lycée", SchoolKind.LYCEE),
        ("lycee", SchoolKind.LYCEE),
        ("erea", SchoolKind.EREA),
        ("regional d'enseign", SchoolKind.EREA),
    ):
        if word in described:
            return kind
    if type_ == "autre":
        return SchoolKind.OTHER
    raise _Rejected("type", "Le type d’établissement manque ou est inconnu.", False)


def _primary_kind(get: Callable[[str], str], nature: str) -> SchoolKind:
    small, big = (_flag(get(n)) for n in ("has_maternelle", "has_elementaire"))
    if small and big:
        return SchoolKind.PRIMAIRE
    if small or (not big and "maternelle" in nature):
        return SchoolKind.MATERNELLE
    if big or "elementaire" in nature:
        return SchoolKind.ELEMENTAIRE
    return SchoolKind.PRIMAIRE


def _flag(text: str) -> bool:
    return text in ("1", "1.0", "True", "true")


def _name(text: str) -> str:
    name = _squeeze(text)
    if not name or name == "-":
        raise _Rejected("name", "Le nom de l’établissement manque.")
    return name[:160]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _sector(text: str) -> Sector:
    return Sector.PRIVATE if text.lower().startswith("priv") else Sector.PUBLIC


def _state(text: str) -> SchoolStatus:
    try:
        return STATES[text.upper()]
    except KeyError:
        raise _Rejected("state", "Cet état n’est pas connu.") from None


def clean_department(text: str) -> str:
    """Return the INSEE code of a département: 034, 34 → 34; 002, 2 → 02; 02A → 2A."""
    code = text.strip().upper().removesuffix(".0").lstrip("0")
    return code.zfill(2) if code else ""


def _territory(
    get: Callable[[str], str], uai: str, town: Town | None, territories: set[str]
) -> str:
    code = clean_department(get("department"))
    code = UAI_PREFIXES.get(code, code) if code in ("620", "720") else code
    if not code:
        code = (
            town.territory
            if town
            else UAI_PREFIXES.get(uai[:3]) or (clean_department(uai[:3]))
        )
    if code not in territories:
        raise _Rejected("department", "Ce département n’est pas connu.")
    return code


def _padded(text: str, width: int) -> str:
    """Give back the leading zero that a spreadsheet took; drop what is no code."""
    code = text.strip().upper().removesuffix(".0")
    if len(code) == width - 1 and code.isdecimal():
        code = "0" + code
    return code if len(code) == width and code.isalnum() else ""


def clean_phone(text: str) -> str:
    """Return ten digits, or nothing when the number cannot be one."""
    digits = re.sub(r"[^0-9]", "", text.removesuffix(".0"))
    if digits.startswith("33") and len(digits) == 11:
        digits = digits[2:]
    if len(digits) == 9 and not digits.startswith("0"):
        digits = "0" + digits
    return digits if len(digits) == 10 and digits[0] == "0" else ""


def _email(text: str) -> str:
    email = text.strip()
    fits = re.fullmatch(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[A-Za-z]{2,}", email)
    return email if fits and len(email) <= 254 else ""


def _website(text: str) -> str:
    url = text.strip()
    if url and "://" not in url:
        url = f"http://{url}"
    fits = re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", url)
    return url if fits and len(url) <= 300 else ""


def _priority(text: str) -> Priority:
    code = text.upper().replace(" ", "")
    return Priority(code) if code in Priority.values else Priority.NONE


def _whole_number(text: str) -> int | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if 0 <= number < 100_000 else None


def clean_date(text: str) -> dt.date | None:
    """Read 2024-11-26 or 26/11/2024; anything else is no date."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text[:10], form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _location(get: Callable[[str], str], town: Town | None) -> dict[str, Any]:
    """Choose the position: the file's, else the commune's, else none."""
    point = _point(get)
    quality = LocationQuality.EXACT
    if get("precision").lower() in TOWN_PRECISIONS:
        quality = LocationQuality.COMMUNE
    if town and point and _km(point, town) > FAR_FROM_TOWN_KM:
        point, quality = (town.latitude, town.longitude), LocationQuality.DOUBTFUL
    elif town and not point:
        point, quality = (town.latitude, town.longitude), LocationQuality.COMMUNE
    if not point:
        return {
            "latitude": None,
            "longitude": None,
            "location_quality": LocationQuality.MISSING,
        }
    latitude, longitude = (round(degrees, 6) for degrees in point)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "location_quality": quality,
    }


def _point(get: Callable[[str], str]) -> tuple[float, float] | None:
    pairs = [(get("latitude"), get("longitude")), tuple(get("position").split(","))]
    for pair in pairs:
        try:
            latitude, longitude = (float(part) for part in pair)
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
            return latitude, longitude
    return None


def _km(point: tuple[float, float], town: Town) -> float:
    """Great-circle kilometres, precise enough to notice another région."""
    a, b = math.radians(point[0]), math.radians(town.latitude)
    across = math.radians(point[1] - town.longitude)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(across)
    return 6371 * math.acos(max(-1, min(1, cosine)))


def prefer(one: SchoolRow, other: SchoolRow) -> SchoolRow:
    """Choose the main line of a UAI given twice, whatever the order of the lines."""
    return min(one, other, key=_rank)


def _rank(row: SchoolRow) -> tuple:
    name = row.values["name"].lower()
    secondary = any(word in name for word in ("annexe", "section", "segpa"))
    return (secondary, KIND_ORDER.index(row.values["kind"]), row.values["name"])
