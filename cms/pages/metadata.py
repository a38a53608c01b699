"""The home page as schema.org's WebSite."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from cms.pages.models import HomePage
from resources.metadata.jsonld import Context, Node, describes
from resources.metadata.pages import website


@describes(HomePage)
def site(page: HomePage, request: HttpRequest, context: Context) -> Node:
    name = settings.WAGTAIL_SITE_NAME
    return website(request, name, page.lede, search="/ressources/")
