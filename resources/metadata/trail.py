"""Where a page stands, as schema.org's BreadcrumbList."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from resources.library.models import ResourcePage
from resources.metadata.addresses import absolute
from resources.metadata.jsonld import Context, Node

Step = tuple[str, str]  # name, address

SECOND_LEVEL = 3  # depth of a child of the home page, under Wagtail's root


def breadcrumbs(request: HttpRequest, steps: Iterable[Step]) -> Node:
    """Return the list from the home page down to the last of `steps`."""
    whole = [(_("Accueil"), "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(name),
                "item": absolute(request, address),
            }
            for position, (name, address) in enumerate(whole, start=1)
        ],
    }


def page_breadcrumbs(page: Page, request: HttpRequest, context: Context) -> list[Node]:
    """Return the page's list, none for the home page.

    A second-level page asks nothing, nor a resource, whose context has its `library`;
    a third-level one asks for its parent, a deeper one for its ancestors.
    """
    if page.depth < SECOND_LEVEL:
        return []
    own = (page.title, page.get_url(request))
    steps = [(up.title, up.get_url(request)) for up in _above(page, context)]
    if isinstance(page, ResourcePage) and steps:
        steps.append((page.theme.label, f"{steps[-1][1]}?theme={page.theme.slug}"))
    return [breadcrumbs(request, [*steps, own])]


def _above(page: Page, context: Context) -> list[Page]:
    if page.depth == SECOND_LEVEL:
        return []
    if page.depth == SECOND_LEVEL + 1:
        return [context.get("library") or page.get_parent()]
    return list(page.get_ancestors().filter(depth__gte=SECOND_LEVEL))
