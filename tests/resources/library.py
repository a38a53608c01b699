"""A small library for tests: vocabularies, an index page and published resources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wagtail.models import Page, Site

from cms.models import HomePage
from resources.answers.models import AnswerIndexPage, AnswerPage
from resources.answers.publishing import create_answer
from resources.library.models import ResourceIndexPage, ResourcePage
from resources.library.publishing import create_resource
from resources.search.synonyms import load_synonyms
from resources.vocabularies.loading import load_vocabularies
from tests.factories import UserFactory


def make_index() -> ResourceIndexPage:
    """Return /ressources/, under a home page that is the site's root."""
    load_vocabularies()
    load_synonyms()
    root = Page.objects.get(depth=1)
    home = HomePage(title="Accueil", slug="coeduc", headline="Ensemble", lede="Voilà.")
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    index = ResourceIndexPage(title="Bibliothèque", slug="ressources")
    home.add_child(instance=index)
    return index


def resource_data(slug: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "summary": "Des gestes concrets, pour ce soir.",
        "theme": "creer",
        "audiences": ["parent"],
        "format": "article",
        "reading_level": "standard",
        "language": "fr",
        "licence": "CC-BY-SA-4.0",
        "last_reviewed_on": dt.date(2026, 9, 1),
    } | changes


def publish(index: ResourceIndexPage, slug: str, **changes: Any) -> ResourcePage:
    from cms.models import User

    owner = User.objects.first() or UserFactory()
    return create_resource(index, resource_data(slug, **changes), owner)


def publish_answer(index: ResourceIndexPage, slug: str, **changes: Any) -> AnswerPage:
    """Publish a question under /questions/, beside the library."""
    from cms.models import User

    questions = AnswerIndexPage.objects.first()
    if questions is None:
        questions = AnswerIndexPage(title="Questions de parents", slug="questions")
        index.get_parent().add_child(instance=questions)
    data = {
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "short_answer": "Posez l’appareil et parlez-en.",
        "tonight": "Choisissez ensemble un moment.",
        "theme": "temps-ecran",
        "last_reviewed_on": dt.date(2026, 9, 1),
    }
    owner = User.objects.first() or UserFactory()
    return create_answer(questions, data | changes, owner)
