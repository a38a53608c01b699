"""The library's shared words: themes in two levels, and the fixed vocabularies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    AUDIENCE = "audience", _("public")
    LEVEL = "level", _("niveau")
    AGE_BAND = "age-band", _("tranche d’âge")
    FORMAT = "format", _("format")
    READING_LEVEL = "reading-level", _("niveau de lecture")
    CONTEXT = "context", _("contexte d’usage")
    LANGUAGE = "language", _("langue")
    LICENCE = "licence", _("licence")
    ACCESSIBILITY = "accessibility", _("accessibilité")
    NOT_USEFUL = "not-useful", _("raison d’inutilité")
    MATERIAL = "material", _("matériel d’un atelier")
    TOOL = "tool", _("outil montré en atelier")
    OUTCOME = "outcome", _("ce qu’un atelier a donné")
    NEXT_STEP = "next-step", _("suite d’un atelier")
    REFERRAL = "referral", _("vers qui orienter")


class ThemeQuerySet(models.QuerySet["Theme"]):
    def in_use(self) -> ThemeQuerySet:
        return self.filter(is_retired=False)

    def top(self) -> ThemeQuerySet:
        return self.filter(parent=None)


class Theme(models.Model):
    """A subject that parents worry about; a child theme refines its parent."""

    slug = models.SlugField(_("identifiant"), unique=True)
    label = models.CharField(_("nom"), max_length=80)
    question = models.CharField(_("question du parent"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thème parent"),
    )
    is_sensitive = models.BooleanField(_("sensible"), default=False)
    is_legal = models.BooleanField(_("lié à la loi"), default=False)
    is_retired = models.BooleanField(_("retiré"), default=False)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="theme_is_not_its_own_parent",
                violation_error_message=_("Un thème ne peut pas être son parent."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def pictogram(self) -> str:
        """Name of the theme's icon; a child theme borrows its parent's."""
        return f"t-{self.parent.slug if self.parent_id else self.slug}"


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str) -> TermQuerySet:
        return self.filter(vocabulary=vocabulary, is_retired=False)


class Term(models.Model):
    """One value of a fixed vocabulary; its slug never changes, its label may."""

    vocabulary = models.CharField(
        _("vocabulaire"), max_length=20, choices=Vocabulary.choices
    )
    slug = models.SlugField(_("identifiant"))
    label = models.CharField(_("nom"), max_length=80)
    code = models.CharField(
        _("code externe"),
        max_length=40,
        blank=True,
        help_text=_("Code ScoLOMFR 3.2 ou SPDX."),
    )
    is_rtl = models.BooleanField(_("s’écrit de droite à gauche"), default=False)
    may_adapt = models.BooleanField(_("licence : adapter"), default=False)
    may_sell = models.BooleanField(_("licence : usage commercial"), default=False)
    must_credit = models.BooleanField(_("licence : citer l’auteur"), default=False)
    is_retired = models.BooleanField(_("retiré"), default=False)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("terme")
        verbose_name_plural = _("termes")
        ordering = ["vocabulary", "position", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "slug"],
                name="term_slug_unique_in_vocabulary",
                violation_error_message=_("Ce terme existe déjà."),
            )
        ]

    def __str__(self) -> str:
        return self.label


def terms(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the `limit_choices_to` that keeps a relation inside `vocabulary`."""
    return {"vocabulary": vocabulary.value}
