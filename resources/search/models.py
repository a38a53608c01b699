"""What search stores: one folded row per published page, and the staff's synonyms.

The full-text side of the row (an FTS5 table on SQLite, a tsvector column on
PostgreSQL) is made by migration and kept equal to the row by the database itself.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class IndexedTextQuerySet(models.QuerySet["IndexedText"]):
    def readable(self) -> IndexedTextQuerySet:
        """Those whose page anyone may read now, whatever the index remembers."""
        return self.filter(page__in=Page.objects.live().public())


class IndexedText(models.Model):
    """The stems of one live page, by weight; empty stems never reach the database."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        models.CASCADE,
        primary_key=True,
        related_name="indexed_text",
    )
    title = models.TextField(_("titre"))
    theme = models.TextField(_("thèmes"))
    body = models.TextField(_("texte"))
    facets = models.TextField(_("classement"), default="")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    reviewed_day = models.PositiveIntegerField(
        _("jour de vérification"),
        default=0,
        help_text=_("Jour ordinal, plus rapide à trier qu’une date."),
    )

    objects = IndexedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("texte indexé")
        verbose_name_plural = _("textes indexés")

    def __str__(self) -> str:
        return f"{self.page_id}"


class Synonym(models.Model):
    """Words that search treats as one; one-way words only widen the first."""

    words = models.CharField(
        _("mots"),
        max_length=255,
        unique=True,
        help_text=_("Séparés par des virgules : portable, téléphone, smartphone."),
    )
    one_way = models.BooleanField(
        _("sens unique"),
        default=False,
        help_text=_(
            "Chercher un mot trouve aussi le dernier de la liste, pas l’inverse."
        ),
    )

    class Meta:
        verbose_name = _("synonyme")
        verbose_name_plural = _("synonymes")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words
