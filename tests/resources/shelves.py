"""The shelves of the tests: their index pages beside the library's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from resources.collections.publishing import create_collection
from resources.help.models import HelpContact
from resources.models import (
    CollectionIndexPage,
    CollectionPage,
    GlossaryPage,
    GlossaryTerm,
    HelpPage,
    NewsIndexPage,
    NewsPage,
    ResourceIndexPage,
)
from resources.news.publishing import create_news
from resources.vocabularies.models import Theme
from tests.factories import UserFactory

TODAY = dt.date(2026, 11, 2)


def add_shelf(index: ResourceIndexPage, model: Any, slug: str) -> Any:
    """Return a page of this kind under the home page of `index`."""
    home = index.get_parent()
    return home.add_child(instance=model(title=slug.capitalize(), slug=slug))


def add_shelves(index: ResourceIndexPage) -> None:
    add_shelf(index, CollectionIndexPage, "mallettes")
    add_shelf(index, NewsIndexPage, "actualites")
    add_shelf(index, GlossaryPage, "glossaire")
    add_shelf(index, HelpPage, "aide")


def bundle(slug: str, resources: list[str], **changes: Any) -> CollectionPage:
    from cms.models import User

    data = {
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "summary": "Dans l’ordre.",
        "kind": "mallette",
        "theme": "creer",
        "audiences": ["parent"],
        "age_bands": ["6-11"],
        "last_reviewed_on": TODAY,
        "items": [{"resource": name, "note": f"Mot {name}"} for name in resources],
    }
    owner = User.objects.first() or UserFactory()
    return create_collection(CollectionIndexPage.objects.get(), data | changes, owner)


def tell(slug: str, **changes: Any) -> NewsPage:
    data = {
        "title": slug.capitalize(),
        "slug": slug,
        "summary": "Une nouvelle.",
        "days_ago": 1,
        "territories": [],
        "sections": [{"heading": "Quoi", "text": "Voilà."}],
    }
    return create_news(NewsIndexPage.objects.get(), data | changes, TODAY)


def word(name: str, definition: str = "Ce que cela veut dire.", forms: str = "") -> Any:
    slug = name.lower().replace(" ", "-").replace("’", "-")
    return GlossaryTerm.objects.create(
        slug=slug, word=name, definition=definition, forms=forms
    )


def contact(slug: str, *themes: str, **changes: Any) -> HelpContact:
    """A checked contact, unless `changes` say otherwise."""
    data = {
        "slug": slug,
        "name": f"{slug} – écoute",
        "number": slug,
        "purpose": "être écouté",
        "hours": "tous les jours",
        "checked_on": TODAY,
        "check_again_on": TODAY + dt.timedelta(days=90),
    }
    made = HelpContact.objects.create(**data | changes)
    made.themes.set(Theme.objects.filter(slug__in=themes))
    return made
