"""What the footer of every page shows: help lines, and links to pages that exist."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.pages.routing import known_shelves, public_shelves
from resources.help.contacts import published_contacts
from resources.help.models import HelpPage

MOST_CONTACTS = 3
READING = [
    (_("Toutes les ressources"), "ressources"),
    (_("Mallettes et parcours"), "mallettes"),
    (_("Questions de parents"), "questions"),
    (_("Glossaire"), "glossaire"),
    (_("Actualités"), "actualites"),
    (_("À propos de Coéduc"), "a-propos"),
]
RIGHTS = [
    (_("Données personnelles"), "donnees-personnelles"),
    (_("Accessibilité"), "accessibilite"),
    (_("Mentions légales"), "mentions-legales"),
]


def footer(request: HttpRequest) -> dict[str, Any]:
    """Return {reading, rights, contacts, help_page}; no query while nothing changes."""
    shelves = public_shelves(request)
    contacts = published_contacts(request)
    return {
        "reading": _links(READING, shelves),
        "rights": _links(RIGHTS, shelves),
        "contacts": [c for c in contacts if not c.is_emergency][:MOST_CONTACTS],
        "help_page": _help_page(shelves),
    }


def known_footer() -> dict[str, Any]:
    """Return the same from what this process knows already, without any question.

    For error pages, and for pages that are made for one person at each visit.
    """
    shelves = known_shelves()
    return {
        "reading": _links(READING, shelves),
        "rights": _links(RIGHTS, shelves),
        "contacts": [],
        "help_page": "/aide/" if "aide" in shelves else "",
    }


def _help_page(shelves: dict[str, int]) -> str:
    """Its editors may have renamed it: it is known by its kind."""
    kind = ContentType.objects.get_for_model(HelpPage).pk
    found = (f"/{slug}/" for slug, type_id in shelves.items() if type_id == kind)
    return next(found, "")


def _links(entries: Any, slugs: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"/{slug}/"} for label, slug in entries if slug in slugs
    ]
