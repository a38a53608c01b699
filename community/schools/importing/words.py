"""The lines of an import in French: fields by name, values as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from community.schools.importing.models import ImportLine
from community.schools.models import School


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Described:
    """A line and its fields, old → new."""

    line: ImportLine
    fields: list[FieldChange]


def described(line: ImportLine) -> Described:
    names = line.after if line.before else {}
    return Described(line, [_change(name, line) for name in names])


def _change(name: str, line: ImportLine) -> FieldChange:
    field = School._meta.get_field(name.removesuffix("_id"))
    return FieldChange(
        str(field.verbose_name).capitalize(),
        _value(field, line.before.get(name)),
        _value(field, line.after.get(name)),
    )


def _value(field: Any, value: Any) -> str:
    if value in (None, "") and not (field.choices and value == ""):
        return _("vide")
    return str(dict(field.flatchoices).get(value) or localize(value))
