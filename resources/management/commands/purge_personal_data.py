"""`manage.py purge_personal_data`: what the nightly purge would forget, or forgets."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from resources.privacy.acting import purge


class Command(BaseCommand):
    help = "Forgets personal data whose time is over, as the table of retention says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count only.")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        verb = "à oublier" if dry_run else "oubliés"
        for name, count in purge(timezone.localdate(), dry_run=dry_run).items():
            self.stdout.write(f"{name}, {verb} : {count}")
