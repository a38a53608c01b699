"""The staging table: a file's schools beside the real ones, for SQL to compare.

It is a temporary table of the connection: filling it takes no lock that a reader or
writer of the site could wait for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

from community.schools.choices import FileKind
from community.schools.importing.rows import FIELDS, Row
from community.schools.models import School

STAGE = "school_stage"
SCHOOL = School._meta.db_table
BATCH = 1_000


class Stage:
    """The open staging table: `fields` may be written, `kind` says how."""

    def __init__(self, kind: str, fields: tuple[str, ...]) -> None:
        self.kind, self.fields = kind, fields
        self.columns = ("line", "uai", "source_date", *FIELDS[kind])
        self.mentioned: set[str] = set()  # UAIs of rejected lines: not absent

    @property
    def creates(self) -> bool:
        return self.kind == FileKind.DIRECTORY

    @property
    def differs(self) -> str:
        """SQL: one of the fields of `s` (staged) is not that of `c` (current)."""
        return " OR ".join(f"s.{f} {distinct()} c.{f}" for f in self.fields)

    def fill(self, rows: Iterable[Row]) -> int:
        """Stage rows as they come, then keep one per UAI; return the number dropped."""
        flow = iter(rows)
        with connection.cursor() as cursor:
            while batch := [self._cells(row) for row in islice(flow, BATCH)]:
                self._insert(cursor, batch)
        dropped = self._drop_repeated()
        execute(f"CREATE UNIQUE INDEX {STAGE}_uai ON {STAGE} (uai)")
        if connection.vendor == "postgresql":
            execute(f"ANALYZE {STAGE}")
        return dropped

    def _cells(self, row: Row) -> tuple:
        values = (row.values[f] for f in self.columns[3:])
        day = connection.ops.adapt_datefield_value(row.source_date)
        return (row.line, row.uai, day, *values, json.dumps(row.rank))

    def _insert(self, cursor: Any, batch: list[tuple]) -> None:
        names = ", ".join((*self.columns, "rank"))
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {STAGE} ({names}) FROM STDIN") as copy:
                for cells in batch:
                    copy.write_row(cells)
        else:
            marks = ", ".join(["%s"] * (len(self.columns) + 1))
            cursor.executemany(f"INSERT INTO {STAGE} ({names}) VALUES ({marks})", batch)

    def _drop_repeated(self) -> int:
        repeated = fetch(
            f"SELECT uai, rank, line FROM {STAGE} WHERE uai IN"
            f" (SELECT uai FROM {STAGE} GROUP BY uai HAVING count(*) > 1)"
        )
        by_uai = defaultdict(list)
        for uai, rank, line in repeated:
            by_uai[uai].append((json.loads(rank), line))
        dropped = [
            line for lines in by_uai.values() for _rank, line in sorted(lines)[1:]
        ]
        for start in range(0, len(dropped), 500):
            some = dropped[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            execute(f"DELETE FROM {STAGE} WHERE line IN ({marks})", some)
        return len(dropped)

    def overwrite(self, uai: str, values: dict[str, Any]) -> None:
        """Give one staged school these values instead of the file's."""
        pairs = ", ".join(f"{name} = %s" for name in values)
        execute(f"UPDATE {STAGE} SET {pairs} WHERE uai = %s", [*values.values(), uai])


@contextmanager
def staged(kind: str, fields: tuple[str, ...]) -> Iterator[Stage]:
    """Open an empty staging table, shaped after the real one; drop it at the end."""
    stage = Stage(kind, fields)
    own = ", ".join(stage.columns[1:])
    execute(f"DROP TABLE IF EXISTS {STAGE}")
    execute(
        f"CREATE TEMPORARY TABLE {STAGE} AS SELECT 0 AS line, {own},"
        f" '' AS rank FROM {SCHOOL} WHERE 1 = 0"
    )
    yield stage
    execute(f"DROP TABLE IF EXISTS {STAGE}")


def distinct() -> str:
    """SQL that tells two values apart, NULL included; older SQLites lack the words."""
    return "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"


def execute(sql: str, values: Iterable[Any] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.rowcount


def fetch(sql: str, values: Iterable[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()
