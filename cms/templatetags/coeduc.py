"""Template tags and filters of every page: pictograms, typography, form controls."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.template import defaultfilters
from django.utils.safestring import SafeString

from cms.chrome import forms, icons
from resources.models import Territory

register = template.Library()

NARROW, WIDE = "\u202f", "\u00a0"
TYPOGRAPHY = [
    (re.compile(r" (?=[;!?])"), NARROW),
    (re.compile(r" (?=[:»])"), WIDE),
    (re.compile(r"(?<=«) "), WIDE),
    (re.compile(r"(?<=\d) (?=(?:km|h|min|%|€|ans)\b|[%€])"), WIDE),
]

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre"
FIRST = re.compile(rf"(?<!\d)1 (?={'|'.join(MONTHS.split())}|décembre)")


def _request(context: template.Context) -> HttpRequest | None:
    # A component included with `only` keeps the attribute but loses the variable; a
    # StreamField block keeps the variable but has no attribute.
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def icon(context: template.Context, name: str) -> SafeString:
    """{% icon "search" %}, {% icon theme.pictogram %}: decorative, never alone."""
    return icons.icon(name, _request(context))


@register.simple_tag(takes_context=True)
def sprite(context: template.Context) -> SafeString:
    """{% sprite %}, at the end of the body: the symbols that this page used."""
    return icons.used_symbols(_request(context))


@register.filter
def pluralize(count: Any, endings: str = "s") -> str:
    """As Django's, in French: nothing is singular, and so is one and a half."""
    number = len(count) if hasattr(count, "__len__") else abs(float(count))
    return defaultfilters.pluralize(1 if number < 2 else 2, endings)


@register.filter
def nbsp(text: Any) -> str:
    """Make the spaces of French typography unbreakable; HTML stays to be escaped."""
    text = str(text)
    for pattern, space in TYPOGRAPHY:
        text = pattern.sub(space, text)
    return text


@register.filter
def at(moment: dt.datetime | None, territory: Territory) -> dt.datetime | None:
    """{{ moment|at:school.territory|date:"j F" }}: as the clocks say there."""
    return territory.local(moment) if moment else None


@register.filter(expects_localtime=True)
def date(value: Any, format: str | None = None) -> str:
    """Django's filter, which writes « 1 septembre » where French says « 1er »."""
    return FIRST.sub("1er ", defaultfilters.date(value, format))


@register.filter
def number(value: Any) -> str:
    """Write 12345 as « 12 345 » with narrow spaces; a decimal keeps its comma."""
    if value is None or value == "":
        return ""
    text = f"{value:,}" if isinstance(value, int | float) else str(value)
    return text.replace(",", NARROW).replace(".", ",")


@register.filter
def duration(minutes: int) -> str:
    """Write 95 as « 1 h 35 » and 45 as « 45 min », spaces unbreakable."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return f"{rest}{WIDE}min"
    return f"{hours}{WIDE}h{WIDE}{rest:02d}" if rest else f"{hours}{WIDE}h"


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """Return the numbers of a pager: both ends, this page and its neighbours."""
    return list(
        page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )


@register.simple_tag
def page_address(query: QueryDict | str, name: str, number: int) -> str:
    """Return the query string of page `number`; the rest of `query` is kept.

    The first page has one address only, without a number.
    """
    kept = QueryDict(query, mutable=True) if isinstance(query, str) else query.copy()
    kept.pop(name or "page", None)
    if number > 1:
        kept[name or "page"] = number
    return f"?{kept.urlencode()}"


@register.filter
def kind(field: BoundField) -> str:
    """Name the way components/field.html draws `field`."""
    return forms.kind(field)


@register.filter
def control(field: BoundField) -> SafeString:
    """Render the widget of `field` with the class of its kind."""
    return forms.control(field)


@register.filter
def optional(field: BoundField) -> bool:
    return forms.is_optional(field)


@register.filter
def pictogram(option: Any) -> str:
    """Return the icon of a choice made from a model that has one, else nothing."""
    instance = getattr(option.data.get("value"), "instance", None)
    return getattr(instance, "pictogram", "")
