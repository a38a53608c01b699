"""Reports as a table for a spreadsheet, without the texts that may name somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from community.sessions.details import QUESTIONS
from community.sessions.reports import GROUPS, LISTS, SessionReport
from resources.exports.spreadsheet import csv_text

BATCH = 500


def _joined(name: str) -> Callable[[SessionReport], str]:
    return lambda report: "|".join(str(one) for one in getattr(report, name).all())


def _terms(vocabulary: str) -> Callable[[SessionReport], str]:
    def labels(report: SessionReport) -> str:
        found = [str(t) for t in report.terms.all() if t.vocabulary == vocabulary]
        return "|".join(found)

    return labels


def _column(name: str) -> Callable[[SessionReport], Any]:
    return lambda report: getattr(report, name)


# name of the column → how it is read; a cell left empty was not asked
TABLE: dict[str, Callable[[SessionReport], Any]] = {
    "date": lambda report: report.held_on.isoformat(),
    "uai": lambda report: report.school.uai,
    "etablissement": lambda report: report.school.name,
    "commune": lambda report: report.school.city,
    "territoire": _column("territory_id"),
    "raconte_par": lambda report: report.mentor.display_name,
    "minutes": _column("minutes"),
    "participants": _column("participants"),
    **{name: _column(name) for name in GROUPS},
    "themes": _joined("themes"),
    "ressources": _joined("resources"),
    "ambiance": _column("climate"),
    **{name: _terms(vocabulary) for name, (vocabulary, _label) in QUESTIONS.items()},
    "preparation_minutes": _column("preparation_minutes"),
    "trajet_minutes": _column("travel_minutes"),
    "citation": _column("quote"),
}
FILTER = "filtre"


def reports_csv(reports: Any, said: str) -> str:
    """Return the table of `reports`; its last column repeats the filters `said`."""
    found = reports.select_related("school", "mentor__user").prefetch_related(*LISTS)
    rows = (
        [*(read(report) for read in TABLE.values()), said]
        for report in found.iterator(chunk_size=BATCH)
    )
    return csv_text([*TABLE, FILTER], rows)
