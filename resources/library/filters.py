"""The library's GET form: what a reader asked. Imports no model.

Bad input means « no filter »: every field drops what it does not know and none fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from resources.request_values import page_number
from resources.sanitiser import plain_text

MAX_QUESTION = 200
MAX_PAGE = 500

FACETS = {
    "age": _("Âge de l’enfant"),
    "theme": _("Thème"),
    "lecture": _("Lecture"),
    "langue": _("Langue"),
    "format": _("Format"),
    "duree": _("Durée"),
    "public": _("Pour qui"),
    "niveau": _("Classe"),
    "territoire": _("Territoire"),
    "acces": _("Accessibilité"),
}
DURATIONS = [
    ("courte", _("5 minutes ou moins")),
    ("moyenne", _("6 à 15 minutes")),
    ("longue", _("plus de 15 minutes")),
]
NATIONAL = ("france", _("Partout en France"))
PRINTABLE = ("imprimer", _("À imprimer"))
SORTS = [
    ("pertinence", _("pertinence")),
    ("verification", _("date de vérification")),
    ("duree", _("durée")),
]

Choices = Sequence[tuple[str, Any]]


def duration(minutes: int) -> str:
    """Return the slug of the duration that holds `minutes`."""
    if minutes <= 5:
        return "courte"
    return "moyenne" if minutes <= 15 else "longue"


class QuestionField(forms.CharField):
    def clean(self, value: Any) -> str:
        return plain_text(str(value or ""), MAX_QUESTION).replace("\n", " ")


class FacetField(forms.MultipleChoiceField):
    def clean(self, value: Any) -> list[str]:
        known = {str(slug) for slug, _label in self.choices}
        return [slug for slug in dict.fromkeys(value or []) if slug in known]


class SortField(forms.ChoiceField):
    def clean(self, value: Any) -> str:
        return value if value in dict(SORTS) else SORTS[0][0]


class PageField(forms.IntegerField):
    def clean(self, value: Any) -> int:
        return page_number({"page": value}, MAX_PAGE)


class LibraryFilter(forms.Form):
    """Parameters q, exact, tri, page, and one per facet.

    `choices` gives the slugs and labels that each facet knows.
    """

    PARAMETERS = ("q", "exact", "tri", "page", *FACETS)

    q = QuestionField(required=False)
    tri = SortField(required=False, choices=SORTS)
    page = PageField(required=False)
    # Search the words as typed, without mending them.
    exact = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, choices: Mapping[str, Choices]) -> None:
        super().__init__(data)
        for name in FACETS:
            self.fields[name] = FacetField(
                required=False, choices=choices.get(name, ())
            )
        self.full_clean()

    @property
    def question(self) -> str:
        return self.cleaned_data["q"]

    @property
    def sort(self) -> str:
        return self.cleaned_data["tri"]

    @property
    def page_number(self) -> int:
        return self.cleaned_data["page"]

    def chosen(self) -> dict[str, list[str]]:
        """Return {facet: slugs} for the facets in use."""
        values = {name: self.cleaned_data[name] for name in FACETS}
        return {name: slugs for name, slugs in values.items() if slugs}

    @property
    def is_exact(self) -> bool:
        return self.cleaned_data["exact"]

    def exact_url(self) -> str:
        """The same words, not mended."""
        return "?" + urlencode({"q": self.question, "exact": "1"})

    def wider_url(self) -> str:
        """The same words without any facet."""
        return "?" + urlencode({"q": self.question} if self.question else {})

    def query(self) -> str:
        """What every page of results keeps."""
        return self.url().removeprefix("?")

    def url(self, *, without: tuple[str, str] | None = None) -> str:
        """Return the shareable query string, in one order; « ? » when nothing is asked.

        `without` is a (facet, slug) to leave out.
        """
        pairs = [("q", self.question)] if self.question else []
        for name, slugs in self.chosen().items():
            pairs += [(name, slug) for slug in slugs if (name, slug) != without]
        if self.is_exact:
            pairs.append(("exact", "1"))
        if self.sort != SORTS[0][0]:
            pairs.append(("tri", self.sort))
        return "?" + urlencode(pairs)
