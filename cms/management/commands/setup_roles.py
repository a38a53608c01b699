"""`manage.py setup_roles`: write the groups and their permissions, idempotently."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles import setup_roles


class Command(BaseCommand):
    help = "Create the roles and give each its permissions."

    def handle(self, **options: Any) -> None:
        setup_roles()
        if options["verbosity"]:
            self.stdout.write("Rôles à jour.")
