"""The glossary: a word, what it means, and the other forms it takes in a text."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class GlossaryTerm(models.Model):
    slug = models.SlugField(_("identifiant"), unique=True)
    word = models.CharField(_("mot"), max_length=60, unique=True)
    definition = models.CharField(_("définition"), max_length=300)
    forms = models.CharField(
        _("autres formes"),
        max_length=200,
        blank=True,
        help_text=_("Séparées par des virgules : pluriel, sigle, abréviation."),
    )

    class Meta:
        verbose_name = _("mot du glossaire")
        verbose_name_plural = _("mots du glossaire")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    @property
    def other_forms(self) -> list[str]:
        return [form.strip() for form in self.forms.split(",") if form.strip()]


def _plain(word: str) -> str:
    """« Émoticône » is filed under e."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def by_letter(terms: Any) -> list[tuple[str, list[GlossaryTerm]]]:
    """Return (letter, terms) in the order of a dictionary; « # » for a digit."""

    def letter(term: GlossaryTerm) -> str:
        first = _plain(term.word)[:1].upper()
        return first if first.isalpha() else "#"

    ordered = sorted(terms, key=lambda term: (letter(term), _plain(term.word)))
    return [(first, list(group)) for first, group in groupby(ordered, letter)]


class GlossaryPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = ()
    template = "resources/glossary/glossary.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("glossaire")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        letters = by_letter(GlossaryTerm.objects.all())
        return super().get_context(request, *args, **kwargs) | {"letters": letters}
