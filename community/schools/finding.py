"""Finding a school by what a person types: its UAI, its commune, words of its name."""

from __future__ import annotations

import re

from django.db.models import Q

from community.schools.models import School, SchoolQuerySet
from mentors.communes.search import find_communes, fold_name, spelt

MOST_WORDS = 6
READ_BY = ("city", "name", "uai")
# Alone, or in brackets at the end, as `label` writes it.
UAI = re.compile(r"(?:^|\()\s*(\d{7}[A-Z])\s*\)?\s*$", re.IGNORECASE)


def label(school: School) -> str:
    """Return « École Jean-Macé, Laon (0020001A) », which `find_schools` reads back."""
    return f"{school} ({school.uai})"


def find_schools(typed: str) -> SchoolQuerySet:
    """Return the schools that may ask for a workshop, and that `typed` may mean."""
    communes = [commune.pk for commune in find_communes(typed)]
    meant = named(typed) | Q(commune__in=communes)
    return School.objects.open().in_public().filter(meant).order_by(*READ_BY)


def named(typed: str, prefix: str = "") -> Q:
    """Return what a school must be to be meant by `typed`, whatever its accents.

    `prefix` leads from the filtered rows to their school (`school__`).
    """
    if uai := UAI.search(typed):
        return Q(**{f"{prefix}uai": uai.group(1).upper()})
    words = fold_name(typed[:80]).split()[:MOST_WORDS]
    if not words:
        return Q(**{f"{prefix}pk__in": []})
    wanted = Q()
    for word in words:
        wanted &= (
            Q(**{f"{prefix}name__regex": spelt(word)})
            | Q(**{f"{prefix}city__regex": spelt(word)})
            | Q(**{f"{prefix}postal_code": word})
        )
    return wanted
