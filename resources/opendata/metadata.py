"""The documentation page, for machines: where it stands, and the site's map."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from resources.feeds.sitemap import adds_to_sitemap
from resources.metadata.jsonld import Context, Node, describes_view
from resources.metadata.trail import breadcrumbs

PAGE = "opendata:documentation"


@describes_view(PAGE)
def documentation_node(request: HttpRequest, context: Context) -> list[Node]:
    return [breadcrumbs(request, [(_("Données ouvertes"), reverse(PAGE))])]


@adds_to_sitemap
def paths() -> list[str]:
    return [reverse(PAGE)]
