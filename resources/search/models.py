"""What search stores: one folded row per published page, its words, the synonyms.

The full-text side of the row (an FTS5 table on SQLite, a tsvector column on
PostgreSQL) is made by migration and kept equal to the row by the database itself.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
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
    summary = models.TextField(_("résumé"), default="")
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


class IndexedWord(models.Model):
    """A word that some page used, as one would spell it: what a typo is compared to."""

    folded = models.CharField(max_length=60, primary_key=True)
    shown = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.shown


class Synonym(models.Model):
    """Words that search treats as one; one-way words only widen the first."""

    words = models.CharField(
        _("mots"),
        max_length=255,
        unique=True,
        help_text=_("Séparés par des virgules : portable, téléphone, smartphone."),
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


class PromotedResult(models.Model):
    """A page that the team puts first for some words, for a while or for good."""

    words = models.CharField(
        _("mots cherchés"),
        max_length=255,
        help_text=_("Séparés par des virgules. Toute la question doit s’y trouver."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        related_name="+",
        verbose_name=_("page mise en avant"),
    )
    starts_on = models.DateField(_("du"), null=True, blank=True)
    ends_on = models.DateField(_("au"), null=True, blank=True)

    class Meta:
        verbose_name = _("résultat mis en avant")
        verbose_name_plural = _("résultats mis en avant")
        ordering = ["words", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="promotion_ends_after_it_starts",
                violation_error_message=_("La fin vient après le début."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.page_id}"

    def is_running(self, today: dt.date) -> bool:
        started = self.starts_on is None or self.starts_on <= today
        return started and (self.ends_on is None or self.ends_on >= today)


# Distinct days on which a lost question was asked before editors see it.
SHOWN_FROM = 3


class MissingSearchQuerySet(models.QuerySet["MissingSearch"]):
    def to_purge(self, today: dt.date, days: int) -> MissingSearchQuerySet:
        return self.filter(last_on__lt=today - dt.timedelta(days=days))

    def asked_again(self) -> MissingSearchQuerySet:
        """Those of several days: one visitor in one sitting fills no list."""
        return self.filter(days__gte=SHOWN_FROM)


class MissingSearch(models.Model):
    """A question that found nothing: the words only, and how often. Nobody's name."""

    question = models.CharField(_("question"), max_length=60, unique=True)
    times = models.PositiveIntegerField(_("fois"), default=1)
    days = models.PositiveIntegerField(_("jours différents"), default=1)
    last_on = models.DateField(_("dernière fois"), default=timezone.localdate)

    objects = MissingSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("recherche sans résultat")
        verbose_name_plural = _("recherches sans résultat")
        ordering = ["-times", "-last_on", "question"]

    def __str__(self) -> str:
        return self.question
