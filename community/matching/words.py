"""French words for slots, themes and languages in explanations. Imports no Django.

The site passes its own labels; these serve the command line and tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NBSP = "\u00a0"
DAYS = {
    "mon": "lundi",
    "tue": "mardi",
    "wed": "mercredi",
    "thu": "jeudi",
    "fri": "vendredi",
    "sat": "samedi",
}
MOMENTS = {
    "morning": "matin",
    "noon": "midi",
    "afternoon": "après-midi",
    "school-out": "sortie d’école",
    "evening": "soir",
}
LANGUAGES = {
    "fr": "français",
    "ar": "arabe",
    "tr": "turc",
    "pt": "portugais",
    "en": "anglais",
    "es": "espagnol",
    "ro": "roumain",
    "ru": "russe",
    "uk": "ukrainien",
    "zh-Hans": "chinois",
    "sq": "albanais",
    "fa-AF": "dari",
    "ps": "pachto",
    "ta": "tamoul",
    "bn": "bengali",
    "ka": "géorgien",
    "so": "somali",
    "wo": "wolof",
    "bm": "bambara",
    "snk": "soninké",
    "ff": "peul",
    "kab": "kabyle",
    "co": "corse",
    "br": "breton",
    "gcf": "créole guadeloupéen",
    "fsl": "langue des signes française",
}


@dataclass(frozen=True)
class Labels:
    """French names by slug: « jeudi soir », « temps d’écran », « turc »."""

    slots: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def name(self, kind: str, slug: str) -> str:
        """Return the French name, or the slug where nobody gave one."""
        return getattr(self, kind).get(slug, slug)


FRENCH = Labels(
    slots={
        f"{day}-{moment}": f"{DAYS[day]} {MOMENTS[moment]}"
        for day in DAYS
        for moment in MOMENTS
    },
    languages=LANGUAGES,
)
SLOT_RANKS = {slot: rank for rank, slot in enumerate(FRENCH.slots)}


def names(kind: str, slugs: Iterable[str], labels: Labels) -> list[str]:
    """Return labels in the order people expect: slots by the week, others by slug."""
    ordered = sorted(slugs, key=lambda slug: (SLOT_RANKS.get(slug, 99), slug))
    return [labels.name(kind, slug) for slug in ordered]


def french_km(km: float) -> str:
    """Return « 3,2 km », with a no-break space."""
    return f"{km:.1f}".replace(".", ",") + f"{NBSP}km"


def french_list(words: Iterable[str], last: str = "et") -> str:
    """Return « a, b et c »."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def people(count: int) -> str:
    """Return « 1 personne libre » or « 3 personnes libres »."""
    return f"{count}{NBSP}personne{'s' * (count > 1)} libre{'s' * (count > 1)}"
