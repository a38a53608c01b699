"""A text field that suggests while one types, and stays a text field without a script.

What is chosen is written into the field as words, so the form reads the same text
whether somebody typed it or picked it. The address answers `answer(...)`, as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import Promise

MOST_TYPED = 60


class Combobox(forms.TextInput):
    """`url_name` answers `?q=`; the script is `combobox.js`, given by `form.media`."""

    class Media:
        js = [forms.Script("resources/combobox.js", defer=True)]

    def __init__(self, url_name: str, attrs: dict[str, Any] | None = None) -> None:
        self.url_name = url_name
        super().__init__({"autocomplete": "off"} | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-combobox"] = reverse(self.url_name)
        return context


def answer(options: Iterable[tuple[str, str | Promise]]) -> JsonResponse:
    """Return suggestions: for each, the words to write, and what tells it apart."""
    found = [{"value": value, "hint": str(hint)} for value, hint in options]
    return JsonResponse({"options": found})
