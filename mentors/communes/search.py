"""Finding a commune by what a person types: its name, or a postal code."""

from __future__ import annotations

import unicodedata

from mentors.communes.models import Commune

MOST_FOUND = 12


def fold_name(name: str) -> str:
    """Return a name without accents, capitals, hyphens or apostrophes."""
    flat = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    letters = "".join(c if c.isalnum() else " " for c in flat if not _is_mark(c))
    words = ["saint" if word == "st" else word for word in letters.split()]
    return " ".join("sainte" if word == "ste" else word for word in words)


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0


def find_communes(typed: str) -> list[Commune]:
    """Return at most twelve communes, the exact name first, then the largest."""
    wanted = fold_name(typed[:60])
    if not wanted:
        return []
    if wanted.isdecimal() and len(wanted) == 5:
        found = Commune.objects.filter(postal_codes__contains=wanted)
    else:
        exact = Commune.objects.filter(folded_name=wanted)
        found = (
            exact
            if exact.exists()
            else Commune.objects.filter(folded_name__startswith=wanted)
        )
    return list(found.order_by("-population", "pk")[:MOST_FOUND])
