"""Seed themes, terms and synonyms; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from resources.search.synonyms import load_synonyms
from resources.vocabularies.loading import load_vocabularies


class Command(BaseCommand):
    help = "Crée les thèmes, les termes et les synonymes qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_vocabularies()
        counts["synonyms"] = load_synonyms()
        if options["verbosity"]:
            self.stdout.write(
                "Vocabulaires : {created} créés, {updated} mis à jour, "
                "{retired} retirés, {synonyms} synonymes ajoutés.".format(**counts)
            )
