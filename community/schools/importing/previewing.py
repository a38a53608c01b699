"""The preview: what a file would do, kept line by line for somebody to look at."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from community.schools.choices import ImportStatus, LineAction
from community.schools.importing.comparing import (
    Change,
    Digest,
    changes,
    drop_older,
    drop_unknown,
    keep_hand_edits,
)
from community.schools.importing.models import (
    LONGEST_HEADER,
    ImportLine,
    SchoolImport,
)
from community.schools.importing.rows import Rejection
from community.schools.importing.staging import STAGE, Stage, fetch

BATCH = 500
READ_SHARE = 70  # of a hundred, the part of reading in the whole preparation
UNKNOWN = "Aucun établissement n’a cet UAI : importez d’abord l’annuaire."


@dataclass
class Reading:
    """A file once staged: its stage, the lines left out, the lines joined to others."""

    stage: Stage
    headers: dict[str, str] = field(default_factory=dict)
    left_out: list[Rejection] = field(default_factory=list)
    merged: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.started, 2)


def narrow(stage: Stage) -> tuple[list[tuple[int, str]], int, list[Change]]:
    """Keep in the stage only what may be written; return unknown, older and kept."""
    return drop_unknown(stage), drop_older(stage), keep_hand_edits(stage)


def keep_preview(run: SchoolImport, reading: Reading) -> None:
    """Store every line of the preview, in short transactions; then it is ready."""
    total, source_date = fetch(f"SELECT count(*), max(source_date) FROM {STAGE}")[0]
    unknown, older, kept = narrow(reading.stage)
    reading.left_out += [
        Rejection(line, "uai", uai, UNKNOWN, True, uai) for line, uai in unknown
    ]
    run.lines.all().delete()
    digest, counts = Digest(), dict.fromkeys(LineAction.values, 0)
    for batch in _batches(_lines(run, reading, kept, digest)):
        ImportLine.objects.bulk_create(batch)
        for line in batch:
            counts[line.action] += 1
        share = min(1, sum(counts.values()) / (total + 1))
        run.advance(READ_SHARE + int((99 - READ_SHARE) * share))
    touched = counts[LineAction.CREATED] + counts[LineAction.CHANGED]
    counts |= {"merged": reading.merged, "older": older}
    counts["unchanged"] = total - touched - older - len(unknown)
    run.move(
        ImportStatus.READING,
        to=ImportStatus.READY,
        kind=reading.stage.kind,
        source_date=source_date,
        counts=counts,
        digest=digest.hex(),
        seconds=reading.seconds,
        percent=100,
        message="",
    )


def _lines(
    run: SchoolImport, reading: Reading, kept: list[Change], digest: Digest
) -> Iterator[ImportLine]:
    for change in changes(reading.stage, run.complete):
        digest.add(change)
        yield _line(run, change)
    yield from (_line(run, change) for change in kept)
    yield from (_left_out(run, no, reading.headers) for no in reading.left_out)


def _batches(lines: Iterable[ImportLine]) -> Iterator[list[ImportLine]]:
    flow = iter(lines)
    while batch := list(islice(flow, BATCH)):
        yield batch


def _line(run: SchoolImport, change: Change) -> ImportLine:
    return ImportLine(run=run, **vars(change))


def _left_out(run: SchoolImport, no: Rejection, headers: dict[str, str]) -> ImportLine:
    """Whoever mends the file looks for the column by the name it has there."""
    header = headers.get(no.column, no.column)
    return ImportLine(
        run=run,
        action=LineAction.REJECTED if no.is_school else LineAction.ASIDE,
        line=no.line,
        uai=no.uai,
        column=header[:LONGEST_HEADER],
        value=no.value,
        reason=no.reason,
    )
