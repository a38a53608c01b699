"""The home page and the plain pages: what the site says about itself."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.pages.routing import public_page_at
from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField


class HomePage(Page):
    headline = models.CharField(_("accroche"), max_length=120)
    lede = models.CharField(_("présentation"), max_length=300)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lede")]
    reads_parameters = ()
    template = "cms/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("accueil")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components:
            address = "/".join(path_components)
            if page := public_page_at(f"{self.url_path}{address}/", request):
                return RouteResult(page)
        return super().route(request, path_components)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.pages.home import home_context

        return super().get_context(request, *args, **kwargs) | home_context()


class StandardPage(Page):
    summary = models.CharField(_("résumé"), max_length=300, blank=True)
    body = StreamField(DETAIL_BLOCKS, verbose_name=_("texte"), blank=True)
    action_label = models.CharField(
        _("bouton"), max_length=60, blank=True, help_text=_("Ce qui se passe après.")
    )
    action_url = models.CharField(
        _("adresse du bouton"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^/", _("Une adresse de ce site, avec « / »."))],
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("action_label"),
        FieldPanel("action_url"),
    ]
    reads_parameters = ()
    template = "cms/pages/standard.html"
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
