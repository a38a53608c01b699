"""The territories, for machines: where their pages stand, and the site's map."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from resources.feeds.sitemap import adds_to_sitemap
from resources.metadata.jsonld import Context, Node, describes_view
from resources.metadata.trail import breadcrumbs
from resources.models import Territory

LIST = "impact:territories"


@describes_view(LIST)
def list_node(request: HttpRequest, context: Context) -> list[Node]:
    return [breadcrumbs(request, [(_("Territoires"), reverse(LIST))])]


@describes_view("impact:territory")
def territory_node(request: HttpRequest, context: Context) -> list[Node]:
    own = (context["territory"].name, request.path)
    return [breadcrumbs(request, [(_("Territoires"), reverse(LIST)), own])]


@adds_to_sitemap
def paths() -> list[str]:
    slugs = Territory.objects.in_programme().values_list("slug", flat=True)
    own = [reverse("impact:territory", args=[slug]) for slug in slugs]
    return [reverse(LIST), *own]
