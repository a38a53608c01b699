"""Files of invented schools, as the ministry lays them out."""

import csv
import io

from community.schools.importing import running
from community.schools.importing.models import SchoolImport
from tests import factories as make

NAMES = {"uai": "Code établissement", "latitude": "Latitude"}
NAMES |= {"name": "Nom_etablissement", "type": "Type_etablissement"}
NAMES |= {"insee": "Code commune", "department": "Code_departement"}
NAMES |= {"city": "Nom_commune", "sector": "Statut_public_prive"}
NAMES |= {"updated_on": "date_maj_ligne", "state": "etat", "phone": "Telephone"}
NAMES |= {"pupils": "Nombre_d_eleves"}


def line(number: int = 1, **changes) -> dict[str, str]:
    return {
        "uai": make.uai(number),
        "name": f"École du Grand-Pré {number}",
        "type": "Ecole",
        "has_maternelle": "1",
        "has_elementaire": "1",
        "sector": "Public",
        "insee": "02408",
        "city": "Laon",
        "department": "002",
        "phone": "03 23 00 00 01",
        "latitude": "49.57",
        "longitude": "3.63",
        "updated_on": "2026-09-01",
        "state": "OUVERT",
    } | changes


def as_csv(lines: list[dict[str, str]], delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([NAMES.get(name, name) for name in lines[0]])
    writer.writerows(list(values.values()) for values in lines)
    return stream.getvalue().encode()


def deposited(*lines: dict[str, str], complete: bool = False) -> SchoolImport:
    return running.deposit(io.BytesIO(as_csv(lines)), "annuaire.csv", None, complete)


def imported(*lines: dict[str, str], complete: bool = False) -> SchoolImport:
    """Import lines in one go, as the command does."""
    run = deposited(*lines, complete=complete)
    running.import_now(run)
    return run


def previewed(*lines: dict[str, str], complete: bool = False) -> SchoolImport:
    run = deposited(*lines, complete=complete)
    running.prepare(run)
    return run


def counts(run: SchoolImport) -> dict[str, int]:
    """Return the counts that are not nought."""
    return {name: count for name, count in run.counts.items() if count}
