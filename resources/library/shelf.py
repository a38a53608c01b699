"""A shelf of the library: one optional choice, pages of cards. Imports no model.

Bad input means « no filter », as in the library's own form.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from resources.library.filters import Choices, PageField


class OneOfField(forms.ChoiceField):
    def clean(self, value: Any) -> str:
        known = {str(slug) for slug, _label in self.choices}
        return value if value in known else ""


class ShelfFilter(forms.Form):
    """The parameter `name`, of which `choices` gives values and labels; and page."""

    page = PageField(required=False)

    def __init__(self, data: QueryDict, name: str, choices: Choices) -> None:
        super().__init__(data)
        self.name = name
        self.options = list(choices)
        self.fields[name] = OneOfField(required=False, choices=self.options)
        self.full_clean()

    @property
    def chosen(self) -> str:
        return self.cleaned_data[self.name]

    @property
    def chosen_label(self) -> str:
        return dict(self.options).get(self.chosen, "")

    def query(self) -> str:
        """What every page of the shelf keeps."""
        return urlencode({self.name: self.chosen} if self.chosen else {})


def shelf(asked: ShelfFilter, pages: Any, per_page: int) -> dict[str, Any]:
    """Return {asked, total, results, pager} for an ordered queryset."""
    shown = Paginator(pages, per_page).get_page(asked.cleaned_data["page"])
    return {
        "asked": asked,
        "total": shown.paginator.count,
        "results": list(shown.object_list),
        "pager": shown,
    }
