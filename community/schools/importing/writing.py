"""Writing a directory: compare with what is there, then change only what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from community.schools.choices import SchoolStatus
from community.schools.importing.reading import FileRefused, RawRow
from community.schools.importing.rows import (
    Rejection,
    SchoolRow,
    Town,
    prefer,
    read_school,
)
from community.schools.models import School
from mentors.models import Commune
from resources.models import Territory

BATCH = 500
MOST_CLOSED_SHARE = 0.2


@dataclass
class Report:
    """What an import did or, dry, would do; lists hold UAIs."""

    created: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    closed: list[str] = field(default_factory=list)
    merged: int = 0
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def refused(self) -> list[Rejection]:
        """Lines that describe a school but cannot be taken."""
        return [r for r in self.rejected if r.is_school]

    @property
    def others(self) -> list[Rejection]:
        """Lines that describe something else than a school."""
        return [r for r in self.rejected if not r.is_school]


def import_schools(
    rows: Iterable[RawRow], *, dry_run: bool = False, close_missing: bool = False
) -> Report:
    """Bring the schools in line with `rows`, all or nothing.

    Absence closes nothing unless `close_missing` says that the file is complete for
    the départements and kinds it holds; even then, never more than a fifth of them.
    """
    report = Report()
    wanted = _collect(rows, report)
    with transaction.atomic():
        existing = School.objects.in_bulk(field_name="uai")
        _compare_and_write(wanted, existing, report, dry_run)
        if close_missing:
            _close(wanted, existing, report, dry_run)
    return report


def _collect(rows: Iterable[RawRow], report: Report) -> dict[str, SchoolRow]:
    towns = {
        code: Town(*place)
        for code, *place in Commune.objects.values_list(
            "pk", "territory_id", "latitude", "longitude"
        )
    }
    territories = set(Territory.objects.values_list("code", flat=True))
    wanted: dict[str, SchoolRow] = {}
    for raw in rows:
        row = read_school(raw, towns, territories)
        if isinstance(row, Rejection):
            report.rejected.append(row)
        elif row.uai in wanted:
            report.merged += 1
            wanted[row.uai] = prefer(row, wanted[row.uai])
        else:
            wanted[row.uai] = row
    return wanted


def _compare_and_write(
    wanted: dict[str, SchoolRow],
    existing: dict[str, School],
    report: Report,
    dry_run: bool,
) -> None:
    now, new, moved = timezone.now(), [], []
    for uai, row in wanted.items():
        school = existing.get(uai)
        if school is None:
            report.created.append(uai)
            new.append(_new(row, now))
        elif changes := _apply(row, school, now):
            report.changed[uai] = changes
            moved.append(school)
        else:
            report.unchanged += 1
    if dry_run:
        return
    School.objects.bulk_create(new, batch_size=BATCH)
    written = sorted({name for names in report.changed.values() for name in names})
    if moved:
        School.objects.bulk_update(
            moved, [*written, "source_date", "imported_at"], batch_size=BATCH
        )


def _new(row: SchoolRow, now: dt.datetime) -> School:
    return School(
        uai=row.uai, source_date=row.source_date, imported_at=now, **row.values
    )


def _apply(row: SchoolRow, school: School, now: dt.datetime) -> list[str]:
    """Set what differs, hand-edited fields apart; return the names of those set."""
    names = [
        name
        for name, value in row.values.items()
        if name in row.known
        and getattr(school, name) != value
        and name.removesuffix("_id") not in school.edited_fields
    ]
    for name in names:
        setattr(school, name, row.values[name])
    if names:
        school.source_date, school.imported_at = row.source_date, now
    return names


def _close(
    wanted: dict[str, SchoolRow],
    existing: dict[str, School],
    report: Report,
    dry_run: bool,
) -> None:
    covered = {(r.values["territory_id"], r.values["kind"]) for r in wanted.values()}
    scope = [
        school
        for school in existing.values()
        if (school.territory_id, school.kind) in covered
        and school.status != SchoolStatus.CLOSED
    ]
    missing = [school for school in scope if school.uai not in wanted]
    if len(missing) > MOST_CLOSED_SHARE * len(scope):
        raise FileRefused(
            f"Ce fichier fermerait {len(missing)} établissements sur {len(scope)} : "
            "il n’est sans doute pas complet."
        )
    report.closed = sorted(school.uai for school in missing)
    if not dry_run:
        School.objects.filter(uai__in=report.closed).update(status=SchoolStatus.CLOSED)
