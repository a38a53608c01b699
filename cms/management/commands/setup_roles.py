"""`manage.py setup_roles`: write the groups, their permissions and their workflow."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles import setup_roles
from cms.workflow.setup import setup_workflow


class Command(BaseCommand):
    help = "Create the roles, their permissions and the steps to publication."

    def handle(self, **options: Any) -> None:
        setup_roles()
        setup_workflow()
        if options["verbosity"]:
            self.stdout.write("Rôles à jour.")
