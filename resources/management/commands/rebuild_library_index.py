"""Write the library's search index again from the published pages."""

from typing import Any

from django.core.management.base import BaseCommand

from resources.search.sources import rebuild


class Command(BaseCommand):
    help = "Refait l’index de recherche de la bibliothèque."

    def handle(self, *args: Any, **options: Any) -> None:
        indexed = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"Index : {indexed} pages.")
