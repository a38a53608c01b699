"""Seed the territories; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from resources.territories.loading import load_territories


class Command(BaseCommand):
    help = "Crée les territoires qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        created = load_territories()
        if options["verbosity"]:
            self.stdout.write(f"Territoires : {created} créés.")
