"""The lines left out, as a CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from community.schools.choices import LineAction
from community.schools.importing.models import SchoolImport

DANGEROUS = tuple("=+-@|\t\r\n＝＋－＠")


class _Echo:
    def write(self, text: str) -> str:
        return text


def rejects_csv(run: SchoolImport) -> Iterator[str]:
    """Yield the CSV line by line: line, column, UAI, value, reason, and what it is."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(
        [_("ligne"), _("colonne"), "uai", _("valeur"), _("raison"), _("sort")]
    )
    actions = [LineAction.REJECTED, LineAction.ASIDE]
    lines = run.lines.filter(action__in=actions).order_by("line", "pk")
    for line in lines.iterator():
        action = line.get_action_display()
        cells: list[Any] = [line.column, line.uai, line.value, line.reason, action]
        yield writer.writerow([line.line, *map(guarded, cells)])


def guarded(cell: Any) -> str:
    """Return text that no spreadsheet takes for a formula."""
    text = str(cell)
    bare = text.lstrip("\ufeff \u00a0\u202f")
    return f"'{text}" if bare.startswith(DANGEROUS) else text
