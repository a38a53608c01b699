"""Our vocabularies in the words of schema.org and ScoLOMFR."""

from __future__ import annotations

from typing import Any

from resources.vocabularies.models import Term

SCOLOMFR = "http://data.education.fr/voc/scolomfr"

# https://www.w3.org/community/reports/a11y-discov-vocab/ ; it has no word for plain
# language, for easy-to-read texts, nor for what is read offline.
ACCESSIBILITY_FEATURES = {
    "sous-titres": "captions",
    "transcription": "transcript",
    "langue-des-signes": "signLanguage",
    "audiodescription": "audioDescription",
    "texte-alternatif": "alternativeText",
    "pdf-balise": "taggedPDF",
    "contraste-eleve": "highContrastDisplay",
}


def scolomfr_uri(code: str) -> str:
    """Return the concept's URI for "voc-022-num-617", "" for any other code."""
    return f"{SCOLOMFR}/concept/scolomfr-{code}" if code.startswith("voc-") else ""


def defined_term(term: Term) -> dict[str, Any]:
    """Return a schema.org DefinedTerm, with its ScoLOMFR code where it has one."""
    node = {"@type": "DefinedTerm", "name": term.label}
    if not (uri := scolomfr_uri(term.code)):
        return node
    vocabulary = term.code.rsplit("-num-", 1)[0]
    return node | {
        "termCode": f"scolomfr-{term.code}",
        "url": uri,
        "inDefinedTermSet": f"{SCOLOMFR}/scolomfr-{vocabulary}",
    }


def features(slugs: Any) -> list[str]:
    """Return the schema.org accessibility features of our slugs, those it has."""
    return [
        ACCESSIBILITY_FEATURES[slug] for slug in slugs if slug in ACCESSIBILITY_FEATURES
    ]
