"""`manage.py create_pages`: the pages a site begins with; others stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles import setup_roles
from cms.starter.pages import create_pages


class Command(BaseCommand):
    help = "Create the home, index, plain and legal pages that are missing."

    def handle(self, **options: Any) -> None:
        new = create_pages()
        # The groups' rights on pages start from the home page.
        setup_roles()
        if options["verbosity"]:
            names = ", ".join(str(page) for page in new) or "aucune"
            self.stdout.write(f"Pages créées : {names}.")
