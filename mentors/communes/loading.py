"""Loading the communes from the file shipped beside this module."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from mentors.communes.models import Commune
from mentors.communes.search import fold_name
from resources.models import Territory

COMMUNES = Path(__file__).parent / "data" / "communes.csv.gz"
# Communes without a position (a few of the Pacific) cannot be matched: left out.
COUNT = 34_900


def load_communes() -> int:
    """Load every commune, unless they are all there; return how many were written."""
    if Commune.objects.count() >= COUNT:
        return 0
    territories = set(Territory.objects.values_list("code", flat=True))
    if not territories:
        raise ImproperlyConfigured("Load the territories first: load_territories.")
    text = gzip.decompress(COMMUNES.read_bytes()).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    communes = [
        _commune(row)
        for row in rows
        if row["code_departement"] in territories and row["centroide_lat"]
    ]
    with transaction.atomic():
        Commune.objects.bulk_create(
            communes,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["insee_code"],
            update_fields=[
                "name",
                "folded_name",
                "territory",
                "postal_codes",
                "latitude",
                "longitude",
                "population",
            ],
        )
    return len(communes)


def _commune(row: dict[str, str]) -> Commune:
    latitude = row["mairie_lat"] or row["centroide_lat"]
    longitude = row["mairie_lon"] or row["centroide_lon"]
    return Commune(
        insee_code=row["code_insee"],
        name=row["nom"],
        folded_name=fold_name(row["nom"]),
        territory_id=row["code_departement"],
        postal_codes=row["codes_postaux"],
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(row["population"] or 0),
    )
