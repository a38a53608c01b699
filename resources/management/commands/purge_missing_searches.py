"""Forgets the lost questions that nobody asked again for a while."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from resources.search.forgetting import DAYS
from resources.search.models import MissingSearch


class Command(BaseCommand):
    help = "Deletes searches without result last asked more than --days ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS)
        parser.add_argument("--dry-run", action="store_true")

    def handle(
        self, *args: Any, days: int, dry_run: bool = False, **options: Any
    ) -> None:
        rows = MissingSearch.objects.to_purge(timezone.localdate(), days)
        count = rows.count() if dry_run else rows.delete()[0]
        verb = "à oublier" if dry_run else "oubliées"
        self.stdout.write(f"Recherches {verb} : {count}")
