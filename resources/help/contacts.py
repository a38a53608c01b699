"""The contacts that readers may see, kept in memory; and the one for a theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from resources.generations.kept import Kept
from resources.generations.models import SITE
from resources.help.models import HelpContact, HelpPage
from resources.vocabularies.models import Theme


@dataclass(frozen=True)
class Offered:
    """A contact, and the ids of the themes on which it is offered."""

    contact: HelpContact
    theme_ids: frozenset[int]


def _published() -> list[Offered]:
    contacts = HelpContact.objects.published().prefetch_related("themes")
    return [
        Offered(contact, frozenset(theme.pk for theme in contact.themes.all()))
        for contact in contacts
    ]


def _address() -> str:
    page = HelpPage.objects.live().public().first()
    return page.url or "" if page else ""


_offered: Kept[list[Offered]] = Kept(_published, SITE)
_help_page: Kept[str] = Kept(_address, SITE)


def help_page_url(request: Any) -> str:
    """Return where all contacts are listed, "" when there is no such page."""
    return _help_page.get(request)


def published_contacts(request: Any) -> list[HelpContact]:
    """Return the checked contacts in the editors' order."""
    return [offered.contact for offered in _offered.get(request)]


def contact_for(request: Any, themes: Iterable[Theme]) -> HelpContact | None:
    """Return the first checked contact offered on one of these themes or its parent."""
    wanted = {theme.pk for theme in themes} | {theme.parent_id for theme in themes}
    found = (o.contact for o in _offered.get(request) if o.theme_ids & wanted)
    return next(found, None)
