"""News: short dated texts, national or of some territories."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField


class NewsIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "resources/news/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = _("actualités")


class NewsPage(Page):
    summary = models.CharField(_("résumé"), max_length=300)
    dated_on = models.DateField(_("date"), default=timezone.localdate)
    body = StreamField(DETAIL_BLOCKS, verbose_name=_("texte"), blank=True)
    territories = ParentalManyToManyField(
        "resources.Territory",
        related_name="+",
        blank=True,
        verbose_name=_("territoires (aucun : national)"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("dated_on"),
        FieldPanel("body"),
        FieldPanel("territories"),
    ]
    template = "resources/news/news.html"
    parent_page_types = ["resources.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")
