"""Days when a school of a territory has no class: holidays of its zone, legal holidays.

Pure functions of a day, an académie and a territory's code.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.easter import easter
from django.utils.translation import gettext as _

from community.requests.working_days import holidays

DATA = Path(__file__).parent / "data" / "school_holidays.toml"
ALL = "all"
ZONES = {
    "A": "Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, "
    "Poitiers",
    "B": "Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, "
    "Orléans-Tours, Reims, Rennes, Strasbourg",
    "C": "Créteil, Montpellier, Paris, Toulouse, Versailles",
}
# Any other académie is its own zone: « Corse », « Guadeloupe ».
ZONE_OF = {
    academy: zone for zone, names in ZONES.items() for academy in names.split(", ")
}
# Code du travail L3422-2: the abolition of slavery; L3134-13: Alsace-Moselle.
ABOLITION = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 28),
}
ALSACE_MOSELLE = {"57", "67", "68"}
BEFORE_EASTER = dt.timedelta(days=2)
SAINT_STEPHEN = (12, 26)


@cache
def calendar() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))


def is_legal_holiday(day: dt.date, territory: str) -> bool:
    """One of the country's eleven, or of the few more that the territory has."""
    if day in holidays(day.year) or ABOLITION.get(territory) == (day.month, day.day):
        return True
    if territory not in ALSACE_MOSELLE:
        return False
    is_good_friday = day == easter(day.year) - BEFORE_EASTER
    return is_good_friday or (day.month, day.day) == SAINT_STEPHEN


def school_holiday(day: dt.date, academy: str) -> str | None:
    """Return the name of the holidays that `day` is in, "" when it is in none.

    None when this calendar does not know: another zone, another school year.
    """
    known = calendar()
    zone = ZONE_OF.get(academy, academy)
    if zone not in known["zones"]:
        return None
    if not known["covers_from"] <= day <= known["covers_until"]:
        return None
    common = known["zones"][ALL] if zone in ZONES else {}
    for name, periods in {**common, **known["zones"][zone]}.items():
        if any(first <= day <= last for first, last in periods):
            return name
    return ""


def remarks_on(day: dt.date, academy: str, territory: str) -> dict[str, str]:
    """Return what to know before planning on `day`: name and words of each."""
    found = {}
    if is_legal_holiday(day, territory):
        found["legal"] = _("Ce jour est férié.")
    name = school_holiday(day, academy)
    if name:
        found["holiday"] = _("L’école est en vacances ce jour-là : %(name)s.") % {
            "name": name
        }
    elif name is None:
        found["unknown"] = _(
            "Nous ne connaissons pas les vacances de cette académie à cette date : "
            "vérifiez avec l’école."
        )
    return found
