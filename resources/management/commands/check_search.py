"""Runs a file of questions against the library and tells which ones miss."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from resources.search.ranking import search

FIRST = 3


class Command(BaseCommand):
    help = (
        "Reads lists of { q, any = [slugs] } from a TOML file; a question hits when "
        "one of its slugs is among the first three results."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            sets = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file.name} : {error}") from None
        slugs = dict(Page.objects.values_list("pk", "slug"))
        for name, questions in sets.items():
            missed = 0
            for row in questions:
                first = [slugs[pk] for pk in search(row["q"], "resource")[:FIRST]]
                if not set(first) & set(row["any"]):
                    missed += 1
                    self.stdout.write(f"  ✗ {row['q']} → {', '.join(first) or '∅'}")
            found = len(questions) - missed
            self.stdout.write(f"{name} : {found} sur {len(questions)}")
