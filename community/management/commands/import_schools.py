"""`manage.py import_schools FILE`: bring the schools in line with a ministry's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.schools.choices import ImportStatus, LineAction
from community.schools.importing import running
from community.schools.importing.models import SchoolImport
from community.schools.importing.rejects import rejects_csv


class Command(BaseCommand):
    help = "Import the directory, the IPS or the REP list (CSV, CSV.gz or JSON)."

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
            with file.open("rb") as source:
                run = running.deposit(
                    source, file.name, complete=options["close_missing"]
                )
        except OSError as error:
            raise CommandError(f"Fichier illisible : {error}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        dry_run = options["dry_run"]
        (running.prepare if dry_run else running.import_now)(run)
        if run.status == ImportStatus.REFUSED:
            raise CommandError(f"Rien n’a été importé. {run.message}")
        if options["rejects"]:
            lines = "".join(rejects_csv(run))
            options["rejects"].write_text(lines, encoding="utf-8", newline="")
        for line in summary(run):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Essai : rien n’est écrit.")
            run.delete()


def summary(run: SchoolImport) -> list[str]:
    """Return the counts as French lines, then the first lines rejected."""
    labels = dict(LineAction.choices) | {
        "unchanged": "inchangés",
        "merged": "lignes réunies (même UAI)",
        "older": "plus anciens que ce qui est connu",
    }
    rejected = run.lines.filter(action=LineAction.REJECTED)[:10]
    return [f"{labels[name]} : {count}" for name, count in run.counts.items()] + [
        f"  ligne {r.line}, colonne {r.column} « {r.value} » : {r.reason}"
        for r in rejected
    ]
