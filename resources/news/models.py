"""News: short dated texts, national or of some territories."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from resources.library.shelf import ShelfFilter, shelf
from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField
from resources.territories.models import Territory

PER_PAGE = 12
PLACE = "territoire"


class NewsIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = (PLACE, "page")
    template = "resources/news/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = _("actualités")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        places = Territory.objects.in_programme().values_list("code", "name")
        asked = ShelfFilter(request.GET, PLACE, places)
        pages = NewsPage.objects.child_of(self).live().public()
        if asked.chosen:
            # National news concerns every territory.
            here = Q(territories=asked.chosen) | Q(territories=None)
            pages = pages.filter(here).distinct()
        pages = pages.prefetch_related("territories").order_by("-dated_on", "-pk")
        return super().get_context(request, *args, **kwargs) | shelf(
            asked, pages, PER_PAGE
        )


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
    reads_parameters = ()
    template = "resources/news/news.html"
    parent_page_types = ["resources.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"index": self.get_parent()}
