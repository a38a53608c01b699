"""One tag for all that a page says of itself to machines."""

from typing import Any

from django import template

from resources.metadata.head import head

register = template.Library()


@register.inclusion_tag("resources/metadata/head.html", takes_context=True)
def page_metadata(context: template.Context, image: str) -> dict[str, Any]:
    """{% page_metadata image="cms/partage.png" %}, in the <head> of every page."""
    return head(context.get("request"), context.flatten(), image)
