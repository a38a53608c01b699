"""The GET form of the parents' questions: one theme, one age. Imports no model.

Bad input means « no filter »: what is not known is dropped, nothing fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from resources.request_values import page_number

MAX_PAGE = 500


class AnswerFilter:
    """What a reader asked: `theme` and `age` are of those given, or None."""

    PARAMETERS = ("theme", "age", "page")

    def __init__(
        self, data: Mapping[str, Any], themes: Iterable[Any], ages: Iterable[Any]
    ) -> None:
        self.theme = _known(data.get("theme"), themes)
        self.age = _known(data.get("age"), ages)
        self.page_number = page_number(data, MAX_PAGE)

    def chosen(self) -> dict[str, Any]:
        """Return {parameter: the theme or the age} for those in use."""
        both = {"theme": self.theme, "age": self.age}
        return {name: one for name, one in both.items() if one is not None}

    def query(self) -> str:
        """What every page of the list keeps."""
        return urlencode({name: one.slug for name, one in self.chosen().items()})


def _known(slug: Any, rows: Iterable[Any]) -> Any:
    return next((row for row in rows if row.slug == slug), None)
