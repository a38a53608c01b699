"""`manage.py demo_accounts`: one line per demo account, for run.py."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.accounts import ACCOUNTS, DEMO_PASSWORD, address


class Command(BaseCommand):
    help = "Print the demo accounts: address, role and password, tab-separated."

    def handle(self, **options: Any) -> None:
        for local_part, role, *_rest in ACCOUNTS:
            self.stdout.write(f"{address(local_part)}\t{role}\t{DEMO_PASSWORD}")
