"""What a staged file would change: computed by SQL, told school by school."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from community.schools.choices import LineAction, SchoolStatus
from community.schools.importing.reading import FileRefused
from community.schools.importing.staging import (
    SCHOOL,
    STAGE,
    Stage,
    execute,
    fetch,
)
from community.schools.models import School

CHUNK = 2_000
MOST_CLOSED_SHARE = 0.2


@dataclass(frozen=True)
class Change:
    """One school: what happens to it, and its values before and after, by field."""

    action: str
    line: int | None
    uai: str
    label: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


class Digest:
    """One fingerprint for a list of changes: the same again, or something moved."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, change: Change) -> None:
        told = f"{change.action} {change.uai}"
        if change.after:
            told += json.dumps([change.before, change.after], sort_keys=True)
        self._hash.update(f"{told}\n".encode())

    def hex(self) -> str:
        return self._hash.hexdigest()


def keep_hand_edits(stage: Stage) -> list[Change]:
    """Put back, in the stage, what people corrected by hand; return what was kept."""
    kept = []
    for school in School.objects.exclude(edited_fields=[]).order_by("uai"):
        theirs = fetch(
            f"SELECT line, {', '.join(stage.fields)} FROM {STAGE} WHERE uai = %s",
            [school.uai],
        )
        if not theirs:
            continue
        line, *values = theirs[0]
        edited = {
            name: value
            for name, value in zip(stage.fields, values, strict=True)
            if name.removesuffix("_id") in school.edited_fields
            and value != getattr(school, name)
        }
        if edited:
            own = {name: getattr(school, name) for name in edited}
            stage.overwrite(school.uai, own)
            kept.append(
                Change(LineAction.KEPT, line, school.uai, str(school), own, edited)
            )
    return kept


def drop_unknown(stage: Stage) -> list[tuple[int, str]]:
    """Take out of a list the UAIs that no directory brought; return (line, UAI)."""
    if stage.creates:
        return []
    unknown = f"NOT EXISTS (SELECT 1 FROM {SCHOOL} AS c WHERE c.uai = {STAGE}.uai)"
    found = fetch(f"SELECT line, uai FROM {STAGE} WHERE {unknown} ORDER BY line")
    execute(f"DELETE FROM {STAGE} WHERE {unknown}")
    return found


def drop_older(stage: Stage) -> int:
    """Take out IPS of an older school year than the one already known."""
    if "ips_year" not in stage.fields:
        return 0
    return execute(
        f"DELETE FROM {STAGE} WHERE EXISTS (SELECT 1 FROM {SCHOOL} AS c WHERE"
        f" c.uai = {STAGE}.uai AND c.ips_year > coalesce({STAGE}.ips_year, 0))"
    )


def changes(stage: Stage, close_missing: bool) -> Iterator[Change]:
    """Yield created, changed and closed schools, each in the order of UAIs."""
    if stage.creates:
        yield from _created()
    yield from _changed(stage)
    if stage.creates and close_missing:
        yield from _closed(stage)


def _created() -> Iterator[Change]:
    rows = fetch(
        f"SELECT s.line, s.uai, s.name, s.city FROM {STAGE} AS s WHERE NOT EXISTS"
        f" (SELECT 1 FROM {SCHOOL} AS c WHERE c.uai = s.uai) ORDER BY s.uai"
    )
    for line, uai, name, city in rows:
        yield Change(LineAction.CREATED, line, uai, _label(name, city))


def _changed(stage: Stage) -> Iterator[Change]:
    width = len(stage.fields)
    columns = ", ".join(f"{t}.{f}" for t in ("c", "s") for f in stage.fields)
    sql = (
        f"SELECT s.line, s.uai, c.name, c.city, {columns} FROM {STAGE} AS s"
        f" JOIN {SCHOOL} AS c ON c.uai = s.uai"
        f" WHERE s.uai > %s AND ({stage.differs}) ORDER BY s.uai LIMIT {CHUNK}"
    )
    last = ""
    while rows := fetch(sql, [last]):
        for line, uai, name, city, *values in rows:
            before = dict(zip(stage.fields, values[:width], strict=True))
            after = dict(zip(stage.fields, values[width:], strict=True))
            moved = [f for f in stage.fields if before[f] != after[f]]
            yield Change(
                LineAction.CHANGED,
                line,
                uai,
                _label(name, city),
                {f: before[f] for f in moved},
                {f: after[f] for f in moved},
            )
        last = rows[-1][1]


def _closed(stage: Stage) -> Iterator[Change]:
    """Those of the file's territories and kinds that it no longer holds.

    FileRefused beyond a fifth of them: such a file is surely not complete.
    """
    scope = (
        f"c.status <> '{SchoolStatus.CLOSED}' AND EXISTS (SELECT 1 FROM {STAGE} AS s"
        " WHERE s.territory_id = c.territory_id AND s.kind = c.kind)"
    )
    (total,) = fetch(f"SELECT count(*) FROM {SCHOOL} AS c WHERE {scope}")[0]
    missing = _missing(stage, scope)
    if len(missing) > MOST_CLOSED_SHARE * total:
        raise FileRefused(
            f"Ce fichier fermerait {len(missing)} établissements sur {total} : "
            "il n’est sans doute pas complet."
        )
    after = {"status": SchoolStatus.CLOSED.value}
    for uai, name, city, status in missing:
        before = {"status": status}
        yield Change(LineAction.CLOSED, None, uai, _label(name, city), before, after)


def _missing(stage: Stage, scope: str) -> list[tuple[str, str, str, str]]:
    """Return UAI, name, city, status; a state set by hand is not touched."""
    rows = fetch(
        f"SELECT c.uai, c.name, c.city, c.status, c.edited_fields FROM {SCHOOL} AS c"
        f" WHERE {scope} AND NOT EXISTS"
        f" (SELECT 1 FROM {STAGE} AS s WHERE s.uai = c.uai) ORDER BY c.uai"
    )
    read = School._meta.get_field("edited_fields").from_db_value
    return [
        (uai, name, city, status)
        for uai, name, city, status, edited in rows
        if uai not in stage.mentioned and "status" not in read(edited, None, connection)
    ]


def _label(name: str, city: str) -> str:
    return f"{name}, {city}" if city else name
