"""`manage.py load_agreements`: the versioned texts of agreements, idempotently."""

from typing import Any

from django.core.management.base import BaseCommand

from community.partnerships.texts import load_templates


class Command(BaseCommand):
    help = "Crée les versions de conventions qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        created = load_templates()
        if options["verbosity"]:
            self.stdout.write(f"Modèles de convention : {created} créés.")
