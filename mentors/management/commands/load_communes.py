"""`manage.py load_communes`: the communes of France, once."""

from typing import Any

from django.core.management.base import BaseCommand

from mentors.communes.loading import load_communes


class Command(BaseCommand):
    help = (
        "Load the communes shipped with the product; does nothing when they are there."
    )

    def handle(self, **options: Any) -> None:
        written = load_communes()
        if options["verbosity"]:
            self.stdout.write(f"Communes écrites : {written}.")
