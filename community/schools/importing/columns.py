"""The names under which each export calls its columns; ours first, theirs after."""

from __future__ import annotations

import re
import unicodedata

# Names are folded: lower case, no accent, one underscore for anything else.
ALIASES: dict[str, tuple[str, ...]] = {
    "uai": (
        "identifiant_de_l_etablissement",
        "numero_uai",
        "code_etablissement",
        "uai",
        "code_uai",
        "numero",
    ),
    "name": (
        "nom_etablissement",
        "appellation_officielle",
        "denomination_principale",
        "nom_de_l_etablissement",
        "nom_de_l_etablissment",
        "name",
        "nom",
    ),
    "type": ("type_etablissement", "type_d_etablissement"),
    "nature": ("libelle_nature", "nature_uai_libe", "nature"),
    "sector": (
        "statut_public_prive",
        "secteur_public_prive_libe",
        "secteur",
        "secteur_public_prive",
    ),
    "has_maternelle": ("ecole_maternelle",),
    "has_elementaire": ("ecole_elementaire",),
    "address": ("adresse_1", "adresse_uai", "adresse"),
    "postal_code": ("code_postal", "code_postal_uai", "zip_code"),
    "insee": ("code_commune", "code_insee", "code_insee_de_la_commune"),
    "city": ("nom_commune", "libelle_commune", "commune", "nom_de_la_commune", "city"),
    "department": (
        "code_departement",
        "code_du_departement",
        "department_number",
        "departement",
    ),
    "phone": ("telephone",),
    "email": ("mail", "email"),
    "website": ("web", "site_web"),
    "priority": ("appartenance_education_prioritaire", "ep"),
    "ips": ("ips", "ips_ensemble_gt_pro", "ips_etab", "indice_de_position_sociale"),
    "year": ("rentree_scolaire", "annee_scolaire", "rentree"),
    "pupils": ("nombre_d_eleves", "effectifs"),
    "position": ("position",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "precision": ("precision_localisation", "localisation"),
    "updated_on": ("date_maj_ligne",),
    "state": ("etat", "etat_etablissement_libe"),
}


def fold_header(header: str) -> str:
    """Return « Code établissement » as "code_etablissement"."""
    flat = unicodedata.normalize("NFKD", header.strip().lstrip("\ufeff").lower())
    ascii_only = flat.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")


def find_columns(headers: list[str]) -> dict[str, str]:
    """Return our name → the file's own header, for every column we know."""
    folded = {fold_header(header): header for header in reversed(headers)}
    return {
        ours: folded[theirs]
        for ours, names in ALIASES.items()
        for theirs in reversed(names)
        if theirs in folded
    }
