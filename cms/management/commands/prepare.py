"""Brings a database up to date in one process: tables, roles, reference data, demo."""

import io
import re
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STEPS_PER_LINE = 25
INTERRUPTED = (
    "Préparation interrompue : la base en est restée à la dernière étape complète."
)


class Command(BaseCommand):
    help = "Migrates, sets up roles and reference data, seeds the demo once."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stamp",
            type=int,
            help="number to leave in a SQLite file once all is done, for run.py",
        )

    def handle(self, *args: Any, stamp: int | None = None, **options: Any) -> None:
        """Do every step again: each is idempotent, so an interrupted one is mended."""
        try:
            migrated = self.migrate()
            self.fill()
            if migrated:
                # A migration that reshapes the index leaves it empty.
                call_command("rebuild_library_index", stdout=io.StringIO())
            call_command("erase_again", stdout=self.stdout)
        except KeyboardInterrupt:
            raise CommandError(INTERRUPTED, returncode=130) from None
        if settings.DEMO:
            call_command("demo_accounts", stdout=self.stdout)
        if stamp and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA user_version = {stamp:d}")

    def migrate(self) -> bool:
        """Migrate, telling how far it is; return whether there was something to do."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Base de données : {len(plan)} étapes…")
        progress = MigrationProgress(self.stdout, len(plan))
        call_command("migrate", interactive=False, skip_checks=True, stdout=progress)
        call_command("createcachetable", verbosity=0)
        return bool(plan)

    def fill(self) -> None:
        self.stdout.write("Rôles, vocabulaires et territoires…")
        call_command("setup_roles", stdout=io.StringIO())
        call_command("load_reference", stdout=io.StringIO())
        if settings.DEMO:
            # One transaction: a seed is whole or absent, never half there.
            call_command("seed_demo", if_empty=True, stdout=self.stdout)


class MigrationProgress(io.StringIO):
    """Reads what `migrate` writes and tells every so many steps, line by line."""

    def __init__(self, out: Any, total: int) -> None:
        super().__init__()
        self.out, self.total, self.done = out, total, 0

    def write(self, text: str) -> int:
        for _applied in re.findall(r"\bOK\b", text):
            self.done += 1
            if self.done % STEPS_PER_LINE == 0 or self.done == self.total:
                self.out.write(f"  {self.done} sur {self.total}")
        return len(text)
