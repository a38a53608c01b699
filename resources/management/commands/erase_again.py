"""`manage.py erase_again`: after a restore, forget again whoever was since erased."""

from typing import Any

from django.core.management.base import BaseCommand

from resources.privacy.acting import erase_again


class Command(BaseCommand):
    help = "Erases the accounts that a restored backup brought back."

    def handle(self, *args: Any, **options: Any) -> None:
        if count := erase_again():
            self.stdout.write(f"Comptes revenus d’une sauvegarde, effacés : {count}")
