"""Seed the help contacts, to be checked by an editor; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from resources.help.loading import load_help_contacts


class Command(BaseCommand):
    help = "Crée, non publiés, les contacts d’aide qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        created = load_help_contacts()
        if options["verbosity"]:
            self.stdout.write(f"Contacts d’aide : {created} créés, à vérifier.")
