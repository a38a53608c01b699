"""The library, or what its filters find, as one table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.exports.spreadsheet import csv_text
from resources.library.answer import Found
from resources.library.filters import FACETS
from resources.library.models import ResourcePage
from resources.opendata import rows

BATCH = 500
Column = tuple[str, Any, Callable[[ResourcePage, HttpRequest], Any]]


def _slugs(name: str) -> Callable[[ResourcePage, HttpRequest], str]:
    def joined(page: ResourcePage, request: HttpRequest) -> str:
        return "|".join(term.slug for term in getattr(page, name).all())

    return joined


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


# name of the column, what it holds, how it is read
COLUMNS: list[Column] = [
    ("id", gettext_lazy("numéro, qui ne change pas"), lambda p, r: p.pk),
    ("titre", gettext_lazy("titre"), lambda p, r: p.title),
    ("resume", gettext_lazy("résumé"), lambda p, r: p.summary),
    ("adresse", gettext_lazy("page à lire"), lambda p, r: rows.page_url(r, p)),
    ("nature", gettext_lazy("original, external, document"), lambda p, r: p.kind),
    ("theme", gettext_lazy("thème principal"), lambda p, r: p.theme.slug),
    (
        "themes",
        gettext_lazy("tous les thèmes"),
        lambda p, r: "|".join(theme.slug for theme in p.all_themes()),
    ),
    ("publics", gettext_lazy("à qui elle s’adresse"), _slugs("audiences")),
    ("niveaux", gettext_lazy("classes"), _slugs("levels")),
    ("ages", gettext_lazy("tranches d’âge"), _slugs("age_bands")),
    ("contextes", gettext_lazy("contextes d’usage"), _slugs("contexts")),
    ("accessibilite", gettext_lazy("accessibilité"), _slugs("accessibility")),
    (
        "territoires",
        gettext_lazy("départements, vide si national"),
        lambda p, r: "|".join(place.code for place in p.territories.all()),
    ),
    ("format", gettext_lazy("format"), lambda p, r: p.format.slug),
    ("lecture", gettext_lazy("niveau de lecture"), lambda p, r: p.reading_level.slug),
    ("langue", gettext_lazy("étiquette BCP 47"), lambda p, r: p.language.slug),
    ("minutes", gettext_lazy("durée"), lambda p, r: p.minutes),
    ("licence", gettext_lazy("licence du texte"), lambda p, r: p.licence.slug),
    (
        "licence_adresse",
        gettext_lazy("texte de la licence"),
        lambda p, r: rows.licence_url(p.licence.slug),
    ),
    ("source", gettext_lazy("qui publie l’original"), lambda p, r: p.source_name),
    ("source_adresse", gettext_lazy("original"), lambda p, r: p.source_url),
    (
        "publie_le",
        gettext_lazy("première publication"),
        lambda p, r: _day(p.first_published_at and p.first_published_at.date()),
    ),
    (
        "verifie_le",
        gettext_lazy("dernière vérification"),
        lambda p, r: _day(p.last_reviewed_on),
    ),
    (
        "a_relire_le",
        gettext_lazy("prochaine relecture"),
        lambda p, r: _day(p.next_review_on),
    ),
]
FILTER = "filtre"


def library_csv(found: Found, request: HttpRequest) -> str:
    """Return the table of what was found; its last column repeats the filters."""
    said = spoken_filters(found)
    table = (
        [*(read(page, request) for _name, _what, read in COLUMNS), said]
        for page in _pages(found.ids)
    )
    return csv_text([*(name for name, _what, _read in COLUMNS), FILTER], table)


def _pages(ids: list[int]) -> Iterator[ResourcePage]:
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        pages = rows.described().in_bulk(part)
        yield from (pages[pk] for pk in part if pk in pages)


def spoken_filters(found: Found) -> str:
    """Return « Thème : Sommeil, Écrans ; Langue : Français », "" for the whole."""
    asked = found.asked
    parts = [f"{_('Mots')} : {asked.question}"] if asked.question else []
    for name, slugs in asked.chosen().items():
        labels = {str(s): str(label) for s, label in asked.fields[name].choices}
        chosen = ", ".join(labels[slug] for slug in slugs)
        parts.append(f"{FACETS[name]} : {chosen}")
    return " ; ".join(parts)
