"""What one cell of a file says: cleaned, checked, or rejected. Pure functions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from community.schools.choices import Priority, SchoolKind, SchoolStatus, Sector

Cells = Callable[[str], str]  # our column name → its text, "" without one

# The check letter of a UAI: number modulo 23 in this alphabet (no I, O, Q).
CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
UAI = re.compile(r"[0-9]{7}[A-Z]")
STATES = {
    "OUVERT": SchoolStatus.OPEN.value,
    "A FERMER": SchoolStatus.CLOSING.value,
    "A OUVRIR": SchoolStatus.OPENING.value,
    "": SchoolStatus.OPEN.value,
}
NOT_SCHOOLS = (
    "service administratif",
    "information et orientation",
    "medico",
    "médico",
)
KINDS = (
    ("collège", SchoolKind.COLLEGE.value),
    ("college", SchoolKind.COLLEGE.value),
    ("lycée", SchoolKind.LYCEE.value),
    ("lycee", SchoolKind.LYCEE.value),
    ("erea", SchoolKind.EREA.value),
    ("regional d'enseign", SchoolKind.EREA.value),
)


class CellRejected(Exception):
    """This cell keeps its line out; `is_school` is false for what is merely aside."""

    def __init__(self, column: str, reason: str, is_school: bool = True) -> None:
        super().__init__(reason)
        self.column, self.reason, self.is_school = column, reason, is_school


def clean_uai(text: str) -> str:
    """Return a UAI in capitals; a wrong shape or check letter is rejected."""
    uai = text.strip().upper()
    if not UAI.fullmatch(uai):
        raise CellRejected("uai", "Un UAI a sept chiffres et une lettre.")
    letter = CHECK_LETTERS[int(uai[:7]) % 23]
    if letter != uai[7]:
        raise CellRejected("uai", f"La lettre de contrôle devrait être {letter}.")
    return uai


def read_kind(get: Cells) -> str:
    type_, nature = get("type").lower(), get("nature").lower()
    if any(word in f"{type_} {nature}" for word in NOT_SCHOOLS):
        raise CellRejected("type", "Ce n’est pas un établissement scolaire.", False)
    if type_ == "ecole" or type_ == "école" or (not type_ and "ecole" in nature):
        return _primary_kind(get, nature)
    described = type_ or nature
    for word, kind in KINDS:
        if word in described:
            return kind
    if type_ == "autre":
        return SchoolKind.OTHER.value
    raise CellRejected("type", "Le type d’établissement manque ou est inconnu.", False)


def _primary_kind(get: Cells, nature: str) -> str:
    small, big = (_flag(get(n)) for n in ("has_maternelle", "has_elementaire"))
    if small and big:
        return SchoolKind.PRIMAIRE.value
    if small or (not big and "maternelle" in nature):
        return SchoolKind.MATERNELLE.value
    if big or "elementaire" in nature:
        return SchoolKind.ELEMENTAIRE.value
    return SchoolKind.PRIMAIRE.value


def _flag(text: str) -> bool:
    return text in ("1", "1.0", "True", "true")


def read_name(text: str) -> str:
    name = squeeze(text)
    if not name or name == "-":
        raise CellRejected("name", "Le nom de l’établissement manque.")
    return name[:160]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_sector(text: str) -> str:
    private = text.lower().startswith("priv")
    return (Sector.PRIVATE if private else Sector.PUBLIC).value


def read_state(text: str) -> str:
    try:
        return STATES[text.upper()]
    except KeyError:
        raise CellRejected("state", "Cet état n’est pas connu.") from None


def clean_department(text: str) -> str:
    """Return the INSEE code of a département: 034, 34 → 34; 002, 2 → 02; 02A → 2A."""
    code = text.strip().upper().removesuffix(".0").lstrip("0")
    return code.zfill(2) if code else ""


def clean_code(text: str, width: int) -> str:
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


def clean_email(text: str) -> str:
    email = text.strip()
    fits = re.fullmatch(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[A-Za-z]{2,}", email)
    return email if fits and len(email) <= 254 else ""


def clean_website(text: str) -> str:
    url = text.strip()
    if url and "://" not in url:
        url = f"http://{url}"
    fits = re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", url)
    return url if fits and len(url) <= 300 else ""


def read_priority(text: str) -> str:
    code = text.upper().replace(" ", "")
    return code if code in Priority.values else Priority.NONE.value


def whole_number(text: str) -> int | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if 0 <= number < 100_000 else None


@lru_cache(maxsize=4096)
def clean_date(text: str) -> dt.date | None:
    """Read 2024-11-26 or 26/11/2024; anything else is no date."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text[:10], form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def read_ips(text: str) -> float:
    """Read 102,7 or 102.7; the ministry masks the smallest schools with letters."""
    try:
        value = round(float(text.replace(",", ".")), 1)
    except ValueError:
        raise CellRejected("ips", "L’IPS est masqué ou absent.", False) from None
    if not 20 <= value <= 220:  # nan compares false and is refused here too
        raise CellRejected("ips", "Un IPS va de 20 à 220.")
    return value


def read_school_year(text: str) -> int | None:
    """Return the year in which « 2022-2023 », « rentrée 2022 » or « 2022 » begins."""
    found = re.search(r"(?<!\d)20\d\d(?!\d)", text)
    return int(found.group()) if found else None
