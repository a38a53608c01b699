"""An import from its file to its history: deposit, prepare, write. Knows no HTTP."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from community.schools.choices import WORKING_STATUSES, ImportStatus, LineAction
from community.schools.importing.location import Town
from community.schools.importing.models import (
    ONE_AT_A_TIME,
    ImportFile,
    ImportLine,
    SchoolImport,
)
from community.schools.importing.previewing import (
    READ_SHARE,
    Reading,
    keep_preview,
    narrow,
)
from community.schools.importing.reading import FileRefused, SchoolFile, open_file
from community.schools.importing.rows import (
    Places,
    Rejection,
    Row,
    read_line,
    written_fields,
)
from community.schools.importing.staging import staged
from community.schools.importing.writing import write_stage
from mentors.models import Commune
from resources.models import Territory

FAILED = "Une erreur imprévue a tout arrêté. Rien n’est écrit."


def deposit(
    source: BinaryIO, name: str, author: Any = None, complete: bool = False
) -> SchoolImport:
    """Take a file in, to be read later; ValidationError while an import is open."""
    source.seek(0)
    content = source.read()
    release_silent()
    run = SchoolImport(
        author=author,
        file_name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        complete=complete,
    )
    if content[:2] != b"\x1f\x8b":
        content = gzip.compress(content, 3)
    try:
        with transaction.atomic():
            run.save()
            ImportFile.objects.create(run=run, content=content)
    except IntegrityError as error:
        raise ValidationError(ONE_AT_A_TIME) from error
    return run


def release_silent() -> None:
    """Close the open import whose worker is gone: what it had not written is not."""
    for run in SchoolImport.objects.open():
        if run.is_silent and run.status != ImportStatus.UNDOING:
            abandon(run)
        elif run.is_silent:
            run.move(ImportStatus.UNDOING, to=ImportStatus.IMPORTED, slot=None)


def abandon(run: SchoolImport) -> None:
    """Give up an import that is not being written."""
    waiting = [ImportStatus.READY, ImportStatus.WAITING]
    expected = WORKING_STATUSES if run.is_silent else waiting
    run.move(*expected, to=ImportStatus.ABANDONED, slot=None)
    forget(run)


def prepare(run: SchoolImport) -> None:
    """Read and compare; the import is then ready, or refused with the reason."""
    run.move(ImportStatus.WAITING, to=ImportStatus.READING)
    with _refusals(run), _reading_of(run) as reading:
        keep_preview(run, reading)


def write(run: SchoolImport) -> None:
    """Write what the preview showed, from the same file; a stale one changes nothing.

    Whoever asks has moved the import from ready to writing: asking twice fails.
    """
    run.move(ImportStatus.WRITING, to=ImportStatus.WRITING)
    with _refusals(run, back_to=ImportStatus.READY), _reading_of(run) as reading:
        narrow(reading.stage)
        _write(run, reading, run.seconds)


def import_now(run: SchoolImport) -> None:
    """Prepare and write from one reading of the file, for the command."""
    run.move(ImportStatus.WAITING, to=ImportStatus.READING)
    with _refusals(run), _reading_of(run) as reading:
        keep_preview(run, reading)
        run.move(ImportStatus.READY, to=ImportStatus.WRITING)
        _write(run, reading, 0)


@contextmanager
def _refusals(run: SchoolImport, back_to: str = ImportStatus.REFUSED) -> Iterator[None]:
    """Keep the reason of a refusal; whatever else goes wrong frees the place too."""
    try:
        yield
    except (FileRefused, ValidationError) as error:
        reason = " ".join(map(str, getattr(error, "messages", [error])))
        slot = 1 if back_to == ImportStatus.READY else None
        run.move(*WORKING_STATUSES, to=back_to, message=reason, slot=slot)
        if slot is None:
            forget(run)
    except Exception:
        refused = ImportStatus.REFUSED
        run.move(*WORKING_STATUSES, to=refused, message=FAILED, slot=None)
        forget(run)
        raise


@contextmanager
def _reading_of(run: SchoolImport) -> Iterator[Reading]:
    """Read the file of `run` into a staging table, outside any write lock."""
    content = io.BytesIO(ImportFile.objects.get(pk=run.pk).content)
    file = open_file(content)
    fields = written_fields(file.kind, file.columns)
    with staged(file.kind, fields) as stage:
        reading = Reading(stage, file.columns)
        reading.merged = stage.fill(_rows(run, file, content, reading.left_out))
        rejected = (no for no in reading.left_out if no.is_school)
        stage.mentioned = {no.uai for no in rejected if no.uai}
        yield reading


def _rows(
    run: SchoolImport,
    file: SchoolFile,
    content: io.BytesIO,
    left_out: list[Rejection],
) -> Iterator[Row]:
    places, told = known_places(), time.monotonic()
    for raw in file.rows:
        row = read_line(file.kind, raw, places)
        if isinstance(row, Rejection):
            left_out.append(row)
        else:
            yield row
        if raw.line % 500 == 0 and time.monotonic() - told > 1:
            told = time.monotonic()
            run.advance(READ_SHARE * content.tell() // content.getbuffer().nbytes)


def known_places() -> Places:
    towns = {
        code: Town(*place)
        for code, *place in Commune.objects.values_list(
            "pk", "territory_id", "latitude", "longitude"
        )
    }
    codes = Territory.objects.values_list("code", flat=True)
    return Places(towns, frozenset(codes))


def _write(run: SchoolImport, reading: Reading, before: float) -> None:
    run.advance(90)
    with transaction.atomic():
        write_stage(reading.stage, run.complete, run.digest)
        run.move(
            ImportStatus.WRITING,
            to=ImportStatus.IMPORTED,
            slot=None,
            imported_at=timezone.now(),
            percent=100,
            message="",
            seconds=before + reading.seconds,
        )
        log(run, "schools.import", user=run.author, data={"counts": run.counts})
    ImportFile.objects.filter(run=run).delete()
    # Older imports can no longer be undone: of them, only rejected lines stay.
    older = ImportLine.objects.exclude(run=run)
    older.exclude(action=LineAction.REJECTED).delete()


def forget(run: SchoolImport) -> None:
    """Drop the file and the lines of an import that will not take place."""
    ImportFile.objects.filter(run=run).delete()
    run.lines.exclude(action=LineAction.REJECTED).delete()
