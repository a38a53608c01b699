"""Finding a school by what a person types: its UAI, its commune, words of its name."""

from __future__ import annotations

import re

from django.db.models import Q

from community.schools.models import School, SchoolQuerySet
from mentors.communes.search import find_communes, fold_name

MOST_WORDS = 6
# How a plain letter may be written, in either case: no database is asked to fold.
WRITTEN = {
    "a": "aàâäAÀÂÄ",
    "c": "cçCÇ",
    "e": "eéèêëEÉÈÊË",
    "i": "iîïIÎÏ",
    "o": "oôöOÔÖ",
    "u": "uùûüUÙÛÜ",
    "y": "yÿYŸ",
}

# Alone, or in brackets at the end, as `label` writes it.
UAI = re.compile(r"(?:^|\()\s*(\d{7}[A-Z])\s*\)?\s*$", re.IGNORECASE)


def label(school: School) -> str:
    """Return « École Jean-Macé, Laon (0020001A) », which `find_schools` reads back."""
    return f"{school} ({school.uai})"


def find_schools(typed: str) -> SchoolQuerySet:
    """Return the schools that may ask for a workshop, and that `typed` may mean."""
    schools = School.objects.open().in_public()
    if named := UAI.search(typed):
        return schools.filter(uai=named.group(1).upper())
    words = fold_name(typed[:80]).split()[:MOST_WORDS]
    if not words:
        return schools.none()
    wanted = Q()
    for word in words:
        spelt = "".join(f"[{WRITTEN.get(c, c + c.upper())}]" for c in word)
        wanted &= Q(name__regex=spelt) | Q(city__regex=spelt) | Q(postal_code=word)
    communes = [commune.pk for commune in find_communes(typed)]
    found = schools.filter(wanted | Q(commune__in=communes))
    return found.order_by("city", "name", "uai")
