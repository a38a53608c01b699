"""Seed the territories from the reference file of départements."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from resources.territories.locatives import locative
from resources.territories.models import Territory

DATA = Path(__file__).parent / "data" / "departements.csv"
TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def read_territories(path: Path = DATA) -> list[Territory]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_territory(row) for row in csv.DictReader(file)]


def _territory(row: dict[str, str]) -> Territory:
    code, name = row["code_insee"], row["nom"].replace("'", "’")
    return Territory(
        code=code,
        name=name,
        # The apostrophe separates: val-d-oise, not val-doise.
        slug=slugify(name.replace("’", "-")),
        locative=locative(code, name),
        region=row["region"].replace("'", "’"),
        academy=row["academie"],
        wave=int(row["tne_vague"]) if row["tne_vague"] else None,
        time_zone=TIME_ZONES.get(code, "Europe/Paris"),
    )


@transaction.atomic
def load_territories() -> int:
    """Create the missing territories, touch no existing one; return how many."""
    known = set(Territory.objects.values_list("code", flat=True))
    new = [row for row in read_territories() if row.code not in known]
    return len(Territory.objects.bulk_create(new))
