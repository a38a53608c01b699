"""The glossary: a word, what it means, and the other forms it takes in a text."""

from __future__ import annotations

from django.db import models
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


class GlossaryPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "resources/glossary/glossary.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("glossaire")
