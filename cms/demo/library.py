"""The demo's site: home page, library, plain pages; texts live in `content/`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from wagtail.models import Page, Site

from cms.models import HomePage, StandardPage
from resources.answers.publishing import create_answer
from resources.library.publishing import create_resource, rich_text
from resources.models import AnswerIndexPage, ResourceIndexPage

CONTENT = Path(__file__).parent / "content"


def read_all(folder: str) -> list[dict[str, Any]]:
    """Return the TOML files of a folder of `content/`, by file name."""
    paths = sorted((CONTENT / folder).glob("*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


def create_site() -> HomePage:
    """Replace Wagtail's welcome page by ours, at the root of the default site."""
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(depth=1)
    home = HomePage(
        title="Accueil",
        slug="accueil",
        headline="Les écrans de nos enfants, on en parle ensemble.",
        lede=(
            "Des réponses courtes et relues pour votre souci de ce soir. Des parents "
            "formés qui viennent en parler à l’école."
        ),
    )
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": home,
            "site_name": "Coéduc",
        },
    )
    return home


def create_library(home: HomePage, owner: Any) -> None:
    index = ResourceIndexPage(
        title="Bibliothèque",
        slug="ressources",
        introduction="Des réponses courtes, relues et datées, pour les parents.",
    )
    home.add_child(instance=index)
    for data in read_all("resources") + read_all("translations"):
        create_resource(index, data, owner)


def create_answers(home: HomePage, owner: Any) -> None:
    """Publish the demo's questions of parents; their resources are there already."""
    index = AnswerIndexPage.objects.child_of(home).first()
    if index is None:
        index = AnswerIndexPage(
            title="Questions de parents",
            slug="questions",
            introduction=(
                "Une réponse courte d’abord, une chose à faire ce soir, puis de quoi "
                "aller plus loin."
            ),
        )
        home.add_child(instance=index)
    for data in read_all("answers"):
        create_answer(index, data, owner)


def create_pages(home: HomePage) -> None:
    for data in read_all("pages"):
        body = [
            {
                "type": "section",
                "value": {"heading": part["heading"], "text": rich_text(part["text"])},
            }
            for part in data["sections"]
        ]
        page = StandardPage(
            title=data["title"],
            slug=data["slug"],
            summary=data["summary"],
            body=json.dumps(body),
            action_label=data.get("action_label", ""),
            action_url=data.get("action_url", ""),
        )
        home.add_child(instance=page)


def is_seeded() -> bool:
    return HomePage.objects.exists()
