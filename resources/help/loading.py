"""Seed the help contacts, unpublished; those that exist belong to the editors."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from resources.help.models import HelpContact
from resources.vocabularies.models import Theme

DATA = Path(__file__).with_name("data.toml")


@transaction.atomic
def load_help_contacts() -> int:
    """Create the contacts that are missing; return how many. Others stay."""
    contacts = tomllib.loads(DATA.read_text("utf-8"))["contacts"]
    known = set(HelpContact.objects.values_list("slug", flat=True))
    new = [data for data in contacts if data["slug"] not in known]
    for place, data in enumerate(contacts, start=1):
        if data in new:
            _create(data, 10 * place)
    return len(new)


def _create(data: dict[str, Any], position: int) -> None:
    fields = {name: value for name, value in data.items() if name != "themes"}
    contact = HelpContact.objects.create(position=position, **fields)
    contact.themes.set(Theme.objects.filter(slug__in=data["themes"]))
