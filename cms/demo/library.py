"""The demo's library: its pages and words; texts live in `content/`."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from resources.answers.publishing import create_answer
from resources.collections.publishing import create_collection
from resources.library.publishing import create_resource
from resources.models import (
    AnswerIndexPage,
    CollectionIndexPage,
    GlossaryTerm,
    HelpContact,
    NewsIndexPage,
    ResourceIndexPage,
)
from resources.news.publishing import create_news

CONTENT = Path(__file__).parent / "content"
CHECKED_AGAIN = dt.timedelta(days=90)


def read_all(folder: str) -> list[dict[str, Any]]:
    """Return the TOML files of a folder of `content/`, by file name."""
    paths = sorted((CONTENT / folder).glob("*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


def create_library(owner: Any, today: dt.date) -> None:
    """Publish the demo's texts on the shelves that `create_pages` made."""
    create_glossary()
    check_contacts(today)
    library = ResourceIndexPage.objects.get()
    for data in read_all("resources") + read_all("translations"):
        create_resource(library, data, owner)
    collections = CollectionIndexPage.objects.get()
    for data in read_all("collections"):
        create_collection(collections, data, owner)
    news = NewsIndexPage.objects.get()
    for data in read_all("news"):
        create_news(news, data, today)


def create_answers(owner: Any) -> None:
    """Publish the demo's questions of parents; their resources are there already."""
    index = AnswerIndexPage.objects.get()
    for data in read_all("answers"):
        create_answer(index, data, owner)


def create_glossary() -> None:
    words = tomllib.loads((CONTENT / "glossary.toml").read_text("utf-8"))["words"]
    for word in words:
        GlossaryTerm.objects.get_or_create(slug=word["slug"], defaults=word)


def check_contacts(today: dt.date) -> None:
    """Show the help contacts as an editor who checked them would."""
    HelpContact.objects.filter(checked_on=None).update(
        checked_on=today, check_again_on=today + CHECKED_AGAIN
    )
