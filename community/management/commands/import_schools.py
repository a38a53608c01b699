"""`manage.py import_schools FILE`: bring the schools in line with the directory."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.schools.importing.reading import FileRefused, read_rows
from community.schools.importing.writing import Report, import_schools


class Command(BaseCommand):
    help = "Import the ministry's directory of schools (CSV, CSV.gz or JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")
        parser.add_argument(
            "--rejects", type=Path, help="Write the rejected lines to this CSV file."
        )
        parser.add_argument(
            "--close-missing",
            action="store_true",
            help="The file is complete: close what it no longer holds.",
        )

    def handle(self, file: Path, **options: Any) -> None:
        try:
            report = import_schools(
                read_rows(file.read_bytes()),
                dry_run=options["dry_run"],
                close_missing=options["close_missing"],
            )
        except FileRefused as error:
            raise CommandError(f"Rien n’a été importé. {error}") from error
        except OSError as error:
            raise CommandError(f"Fichier illisible : {error}") from error
        if options["rejects"]:
            write_rejects(options["rejects"], report)
        if options["dry_run"]:
            self.stdout.write("Essai : rien n’est écrit.")
        for line in summary(report):
            self.stdout.write(line)


def summary(report: Report) -> list[str]:
    """Return the report as French lines, one count each."""
    counts = {
        "créés": len(report.created),
        "modifiés": len(report.changed),
        "inchangés": report.unchanged,
        "fermés": len(report.closed),
        "lignes réunies (même UAI)": report.merged,
        "hors périmètre (pas une école)": len(report.others),
        "rejetés": len(report.refused),
    }
    lines = [f"{label} : {count}" for label, count in counts.items()]
    return lines + [
        f"  ligne {r.line}, colonne {r.column} « {r.value} » : {r.reason}"
        for r in report.refused[:10]
    ]


def write_rejects(path: Path, report: Report) -> None:
    """Write every line left out: line, column, value, reason; Excel opens it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["ligne", "colonne", "valeur", "raison"])
        for reject in report.rejected:
            value = reject.value
            guarded = f"'{value}" if value[:1] in tuple("=+-@|\t\r\n") else value
            writer.writerow([reject.line, reject.column, guarded, reject.reason])
