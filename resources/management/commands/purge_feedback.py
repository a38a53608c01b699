"""Forgets what readers wrote, and keeps what they counted for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from resources.feedback.purge import MONTHS, to_purge


class Command(BaseCommand):
    help = (
        "Erases texts older than --months: those of votes and error reports, and "
        "comments refused or never read. Published comments and all counts stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--months", type=int, default=MONTHS)
        parser.add_argument("--dry-run", action="store_true")

    @transaction.atomic
    def handle(
        self, *args: Any, months: int, dry_run: bool = False, **options: Any
    ) -> None:
        verb = "à effacer" if dry_run else "effacés"
        for name, rows, blank in to_purge(timezone.localdate(), months):
            count = rows.count() if dry_run else rows.update(**blank)
            self.stdout.write(f"Textes {verb}, {name} : {count}")
