"""`manage.py load_reference`: territories, vocabularies and communes, idempotently."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Load the reference data shipped with the product."

    def handle(self, **options: Any) -> None:
        for command in ("load_territories", "load_vocabularies", "load_communes"):
            call_command(command, stdout=self.stdout, verbosity=options["verbosity"])
