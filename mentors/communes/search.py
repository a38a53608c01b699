"""Finding a commune by what a person types: its name, or a postal code."""

from __future__ import annotations

import re
import unicodedata

from mentors.communes.models import Commune, CommuneQuerySet

MOST_FOUND = 12
# « Laon (02000) », as `label` writes it: one commune and no other.
_LABEL = re.compile(r"^(.+?)\s*\((\d{5})\)\s*$")
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


def fold_name(name: str) -> str:
    """Return a name without accents, capitals, hyphens or apostrophes."""
    flat = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    letters = "".join(c if c.isalnum() else " " for c in flat if not _is_mark(c))
    words = ["saint" if word == "st" else word for word in letters.split()]
    return " ".join("sainte" if word == "ste" else word for word in words)


def spelt(word: str) -> str:
    """Return a regular expression of a folded word, whatever its accents and case."""
    return "".join(f"[{WRITTEN.get(c, c + c.upper())}]" for c in word)


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0


def label(commune: Commune) -> str:
    """Return « Laon (02000) », which `find_communes` reads back."""
    return f"{commune.name} ({commune.postal_codes.split('|')[0]})"


def find_communes(typed: str) -> list[Commune]:
    """Return at most twelve communes, the exact name first, then the largest."""
    typed = typed[:80]
    if named := _LABEL.match(typed):
        name, code = named.groups()
        return _largest(Commune.objects.named(fold_name(name)).with_postal_code(code))
    wanted = fold_name(typed)
    if not wanted:
        return []
    if wanted.isdecimal() and len(wanted) == 5:
        return _largest(Commune.objects.with_postal_code(wanted))
    exact = Commune.objects.named(wanted)
    return _largest(exact if exact.exists() else Commune.objects.beginning(wanted))


def suggest_communes(typed: str) -> list[Commune]:
    """Return what may be meant so far: names and postal codes that begin like this."""
    wanted = fold_name(typed[:80])
    if not wanted:
        return []
    if wanted.isdecimal():
        return _largest(Commune.objects.with_postal_code(wanted))
    exact = _largest(Commune.objects.named(wanted))
    others = _largest(Commune.objects.beginning(wanted))
    return [*exact, *(one for one in others if one not in exact)][:MOST_FOUND]


def _largest(communes: CommuneQuerySet) -> list[Commune]:
    found = communes.select_related("territory").order_by("-population", "pk")
    return list(found[:MOST_FOUND])
