"""JSON-LD for a page: a registry of what describes it, and a safe way to write it.

A room registers its own pages and views; templates only carry one tag.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

Node = dict[str, Any]
Context = Mapping[str, Any]
PageDescriber = Callable[[Any, HttpRequest, Context], Node]
ViewDescriber = Callable[[HttpRequest, Context], Iterable[Node]]

_of_pages: dict[type[Page], PageDescriber] = {}
_of_views: dict[str, ViewDescriber] = {}

# What could end the <script>, or start a comment or a tag in it.
ESCAPED = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def describes(model: type[Page]) -> Callable[[PageDescriber], PageDescriber]:
    """Register the function that returns the schema.org node of a page.

    It is given what the template is given: what was fetched is not fetched again.
    """

    def register(describer: PageDescriber) -> PageDescriber:
        _of_pages[model] = describer
        return describer

    return register


def describes_view(name: str) -> Callable[[ViewDescriber], ViewDescriber]:
    """Register what describes a view that is no page, by its URL name."""

    def register(describer: ViewDescriber) -> ViewDescriber:
        _of_views[name] = describer
        return describer

    return register


def nodes_of_page(page: Page, request: HttpRequest, context: Context) -> list[Node]:
    for model in type(page).__mro__:
        if describer := _of_pages.get(model):
            return [describer(page, request, context)]
    return []


def nodes_of_view(request: HttpRequest, context: Context) -> list[Node]:
    match = request.resolver_match
    describer = _of_views.get(match.view_name) if match else None
    return list(describer(request, context)) if describer else []


def tidy(node: Node) -> Node:
    """Leave out what is empty: a search engine warns of each empty property."""
    return {key: value for key, value in node.items() if value not in ("", None, [])}


def script(nodes: Iterable[Node]) -> SafeString:
    """Return one <script> of data; nothing that an author typed can leave it."""
    graph = [tidy(node) for node in nodes]
    if not graph:
        return SafeString("")
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(  # noqa: S308 - every character that matters is escaped
        f'<script type="application/ld+json">{text.translate(ESCAPED)}</script>'
    )
