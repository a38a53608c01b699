"""What no database can hold is found nowhere, rather than an error on one of them.

Django does so for `exact` on numbers. Here the rest: « in » and keys of other tables
for numbers beyond 64 bits (SQLite's driver refuses them), and for texts NUL and lone
halves of a surrogate pair (PostgreSQL refuses the first, both drivers the second).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import lookups
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn

from resources.request_values import BIGGEST

TEXTS = [
    lookups.Exact,
    lookups.IExact,
    lookups.Contains,
    lookups.IContains,
    lookups.StartsWith,
    lookups.IStartsWith,
    lookups.EndsWith,
    lookups.IEndsWith,
    lookups.In,
]


def can_be_held(value: Any) -> bool:
    """Tell whether both databases can hold this number or text."""
    if isinstance(value, int):
        return -BIGGEST - 1 <= value <= BIGGEST
    if not isinstance(value, str) or value.isascii():
        return not (isinstance(value, str) and "\0" in value)
    return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


class Holdable:
    """A lookup that asks only for what can be held, and else finds nothing."""

    rhs: Any

    def process_rhs(self, *args: Any) -> Any:
        if isinstance(self.rhs, (list, tuple, set, frozenset)):
            self.rhs = [value for value in self.rhs if can_be_held(value)]
        elif not can_be_held(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(*args)  # type: ignore[misc]


def register() -> None:
    """Take the place of Django's own lookups, for every model of every app."""
    _replace(models.IntegerField, lookups.In)
    for related in (RelatedExact, RelatedIn):
        _replace(models.ForeignObject, related)
    for field in (models.CharField, models.TextField):
        for lookup in TEXTS:
            _replace(field, lookup)


def _replace(field: type[Any], lookup: type[Any]) -> None:
    field.register_lookup(_holdable(lookup))


def _holdable(lookup: type[Any]) -> type[Any]:
    """Return our class of a lookup; by its name here a pickled query finds it again."""
    name = f"Holdable{lookup.__name__}"
    made = type(name, (Holdable, lookup), {"__module__": __name__})
    return globals().setdefault(name, made)
