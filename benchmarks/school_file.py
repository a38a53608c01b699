"""A believable directory of any size: invented schools in real communes."""

from __future__ import annotations

import csv
import io
import random

from community.schools.importing.cells import CHECK_LETTERS
from mentors.models import Commune

KINDS = [("Ecole", 0.76), ("Collège", 0.12), ("Lycée", 0.07)]
KINDS += [("Service Administratif", 0.03), ("Médico-social", 0.02)]
NAMES = "Les Tilleuls,Jean Moulin,Le Chemin vert,La Fontaine,Jules Ferry,Les Acacias"
NAMES += ",Louise Michel,Le Grand Pré,Victor Hugo,La Clairière,Marie Curie,Le Verger"
COLUMNS = """Identifiant_de_l_etablissement Nom_etablissement Type_etablissement
Statut_public_prive Adresse_1 Code_postal Code_commune Nom_commune Code_departement
Ecole_maternelle Ecole_elementaire Telephone Web Mail
Appartenance_Education_Prioritaire Nombre_d_eleves latitude longitude
precision_localisation date_maj_ligne etat""".split()
# An export of the ministry has 72 columns: the others are read too.
OTHERS = [f"autre_colonne_{n}" for n in range(72 - len(COLUMNS))]


def uai(number: int) -> str:
    return f"{number:07d}{CHECK_LETTERS[number % 23]}"


def lines(count: int, seed: int = 7) -> list[list[str]]:
    """Return `count` lines without their header; one in a hundred is damaged."""
    dice = random.Random(seed)
    towns = list(Commune.objects.order_by("pk"))
    return [_line(dice, i, dice.choice(towns)) for i in range(count)]


def _line(dice: random.Random, number: int, town: Commune) -> list[str]:
    kind = dice.choices([k for k, _w in KINDS], [w for _k, w in KINDS])[0]
    small, big = (str(dice.randrange(2)) if kind == "Ecole" else "" for _ in "ab")
    code = uai(100_000 + number)
    damaged = number % 100 == 99
    return [
        code[:-1] if damaged else code,
        f"{kind} {dice.choice(NAMES.split(','))} {number}",
        kind,
        dice.choices(["Public", "Privé"], [85, 15])[0],
        f"{dice.randrange(1, 200)} rue des Écoles",
        town.postal_codes.split("|")[0],
        town.pk,
        town.name,
        town.territory_id.zfill(3),
        small,
        big,
        f"03 23 {dice.randrange(100):02d} {dice.randrange(100):02d} 01",
        "" if dice.random() < 0.6 else f"http://ecole-{number}.exemple.test",
        f"ce.{code.lower()}@exemple.test",
        dice.choices(["", "REP", "REP+"], [80, 15, 5])[0],
        "" if dice.random() < 0.28 else str(dice.randrange(20, 600)),
        f"{town.latitude + dice.uniform(-0.02, 0.02):.12f}",
        f"{town.longitude + dice.uniform(-0.02, 0.02):.12f}",
        "Numéro de rue",
        "2026-09-01",
        "OUVERT",
        *[f"valeur {column % 7}" for column in range(len(OTHERS))],
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS + OTHERS)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
