"""The pictogram sprite, cut into symbols once; it knows neither pages nor people."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).with_name("sprite.svg")
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 24 24">(.*?)</symbol>')
# A theme made by an editor has no drawing yet: it borrows « Relation école-famille ».
UNDRAWN_THEME = "t-coeducation"


@lru_cache(maxsize=1)
def symbols() -> dict[str, SafeString]:
    """Return the shapes of each symbol by id; the file is ours, hence trusted."""
    found = SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))
    return {name: mark_safe(shapes) for name, shapes in found}  # noqa: S308


def symbol_id(name: str) -> str:
    """Return the sprite's id for `name`: "search" is i-search, "t-…" is a theme."""
    name = str(name)
    if name.startswith("t-"):
        return name if name in symbols() else UNDRAWN_THEME
    identifier = f"i-{name}"
    if identifier not in symbols():
        raise KeyError(f"No pictogram is called {name!r}")
    return identifier


def icon(name: str, request: HttpRequest | None) -> SafeString:
    """Return a decorative drawing.

    In a page the shapes are noted on `request`, for `used_symbols` to write once. A
    fragment (htmx, form, mail) has no sprite below it: the shapes are written in place.
    """
    identifier = symbol_id(name)
    if request is None or getattr(request, "htmx", False):
        drawing = symbols()[identifier]
    else:
        request.icons = getattr(request, "icons", set()) | {identifier}
        drawing = format_html('<use href="#{}"/>', identifier)
    return format_html(
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing
    )


def used_symbols(request: HttpRequest | None) -> SafeString:
    """Return the hidden sprite that holds the symbols noted on `request`."""
    used = sorted(getattr(request, "icons", ()))
    if not used:
        return SafeString("")
    return format_html(
        "<svg hidden><defs>{}</defs></svg>",
        format_html_join(
            "",
            '<symbol id="{}" viewBox="0 0 24 24">{}</symbol>',
            ((name, symbols()[name]) for name in used),
        ),
    )
