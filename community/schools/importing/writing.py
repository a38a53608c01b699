"""Writing what a preview showed: one short transaction, all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.schools.choices import LineAction, SchoolStatus
from community.schools.importing.comparing import Digest, changes
from community.schools.importing.staging import (
    SCHOOL,
    STAGE,
    Stage,
    distinct,
    execute,
)
from community.schools.models import School
from resources.generations.models import FIGURES, renew_on_commit

STALE = _(
    "Des écoles ont changé depuis cet aperçu. Rien n’est écrit. Refaites l’aperçu."
)


class Stale(ValidationError):
    """The database is no longer what the preview was compared with."""


def write_stage(stage: Stage, close_missing: bool, digest: str) -> int:
    """Write the staged schools; return how many rows changed. To run in `atomic`.

    `digest` is that of the changes once shown; Stale when they are no longer the same.
    """
    lock_schools()
    seen, closing, expected = Digest(), [], 0
    for change in changes(stage, close_missing):
        seen.add(change)
        expected += 1
        if change.action == LineAction.CLOSED:
            closing.append(change.uai)
    if seen.hex() != digest:
        raise Stale(STALE)
    written = insert_or_update(stage) if stage.creates else update(stage)
    written += _close(closing)
    if written != expected:  # the statement and the preview must say the same
        raise Stale(STALE)
    if written:
        renew_on_commit(FIGURES)
    return written


def lock_schools() -> None:
    """Keep other writers of schools waiting; readers, and matches, go on."""
    # SQLite's transaction already holds its one write lock.
    if connection.vendor == "postgresql":
        execute(f"LOCK TABLE {SCHOOL} IN SHARE ROW EXCLUSIVE MODE")


def insert_or_update(stage: Stage) -> int:
    """Create and change in one statement; rows that say the same are not touched."""
    given = ["uai", "source_date", *stage.columns[3:]]
    others = _defaults(given)
    names = ", ".join([*given, *others])
    values = ", ".join([*(f"s.{name}" for name in given), *("%s" for _n in others)])
    written = (*stage.fields, "source_date", "imported_at")
    changed = ", ".join(f"{f} = excluded.{f}" for f in written)
    moved = " OR ".join(f"{SCHOOL}.{f} {distinct()} excluded.{f}" for f in stage.fields)
    return execute(
        f"INSERT INTO {SCHOOL} ({names}) SELECT {values} FROM {STAGE} AS s"
        f" LEFT JOIN {SCHOOL} AS c ON c.uai = s.uai"
        f" WHERE c.id IS NULL OR {stage.differs}"
        f" ON CONFLICT (uai) DO UPDATE SET {changed} WHERE {moved}",
        others.values(),
    )


def update(stage: Stage) -> int:
    """Change only schools that exist, only where the staged fields differ."""
    changed = ", ".join(f"{f} = s.{f}" for f in stage.fields)
    moved = " OR ".join(f"s.{f} {distinct()} {SCHOOL}.{f}" for f in stage.fields)
    return execute(
        f"UPDATE {SCHOOL} SET {changed}, imported_at = %s FROM {STAGE} AS s"
        f" WHERE s.uai = {SCHOOL}.uai AND ({moved})",
        [_adapted("imported_at", timezone.now())],
    )


def _defaults(given: list[str]) -> dict[str, Any]:
    """Return what a new school has in the columns that no file fills."""
    now = timezone.now()
    return {
        f.column: _adapted(f.name, now if f.name == "imported_at" else f.get_default())
        for f in School._meta.concrete_fields
        if not f.primary_key and f.column not in given
    }


def _adapted(name: str, value: Any) -> Any:
    return School._meta.get_field(name).get_db_prep_save(value, connection)


def _close(uais: list[str]) -> int:
    closed = 0
    with transaction.atomic():
        for start in range(0, len(uais), 500):
            some = School.objects.filter(uai__in=uais[start : start + 500])
            closed += some.update(status=SchoolStatus.CLOSED)
    return closed
