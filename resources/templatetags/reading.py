"""Tags of reading pages: words explained where they stand, help on hard subjects."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from resources.glossary.definitions import explain, known_definitions
from resources.help.contacts import contact_for, help_page_url
from resources.vocabularies.models import Theme

register = template.Library()

FRENCH = "fr"


@register.tag
def explained(parser: Parser, token: Token) -> ExplainedNode:
    """{% explained page.language.slug %}…{% endexplained %}: French texts only."""
    _name, language = token.split_contents()
    inside = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(inside, parser.compile_filter(language))


class ExplainedNode(template.Node):
    def __init__(self, nodelist: NodeList, language: FilterExpression) -> None:
        self.nodelist, self.language = nodelist, language

    def render(self, context: template.Context) -> SafeString:
        html = self.nodelist.render(context)
        request = context.get("request")
        if request is None or self.language.resolve(context) != FRENCH:
            return html
        # Once per text: of two readings of a page, the reader shows only one.
        here: dict[str, Any] = {}
        html = explain(html, known_definitions(request), here)
        request.explained = getattr(request, "explained", {}) | here
        return html


@register.inclusion_tag("components/definitions.html", takes_context=True)
def explanations(context: template.Context) -> dict[str, Any]:
    """{% explanations %}, once after the texts: what the words found above mean."""
    found = getattr(context.get("request"), "explained", {})
    return {"words": list(found.values())}


@register.inclusion_tag("components/help_bar.html", takes_context=True)
def help_bar(context: template.Context, themes: Any) -> dict[str, Any]:
    """{% help_bar page.theme %} or of several themes, in base.html's `help` block.

    Nothing unless one of them is sensitive.
    """
    several = [themes] if isinstance(themes, Theme) else list(themes or ())
    hard = [theme for theme in several if theme.is_sensitive]
    if not hard:
        return {"is_needed": False}
    request = context.get("request")
    return {
        "is_needed": True,
        "contact": contact_for(request, hard),
        "help_page": help_page_url(request),
        "exit_url": settings.QUICK_EXIT_URL,
    }
