"""`manage.py load_reference`: all that the product ships with, idempotently."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

# Contacts name themes: they come after.
COMMANDS = (
    "load_territories",
    "load_vocabularies",
    "load_help_contacts",
    "load_communes",
    "load_agreements",
)


class Command(BaseCommand):
    help = "Load the reference data shipped with the product."

    def handle(self, **options: Any) -> None:
        for command in COMMANDS:
            call_command(command, stdout=self.stdout, verbosity=options["verbosity"])
