"""The documentation page, for machines: where it stands, and the site's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from resources.feeds.sitemap import adds_to_sitemap
from resources.metadata.jsonld import Node, describes_view
from resources.metadata.trail import breadcrumbs

PAGE = "opendata:documentation"


@describes_view(PAGE)
def documentation_node(request: HttpRequest, context: Mapping[str, Any]) -> list[Node]:
    return [breadcrumbs(request, [(_("Données ouvertes"), reverse(PAGE))])]


@adds_to_sitemap
def paths() -> list[str]:
    return [reverse(PAGE)]
