"""The pages a site begins with; one that exists is left as its editors made it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from cms.models import HomePage, StandardPage
from resources.generations.models import LIBRARY, SITE, renew_on_commit
from resources.library.publishing import rich_text
from resources.models import (
    AnswerIndexPage,
    CollectionIndexPage,
    GlossaryPage,
    HelpPage,
    NewsIndexPage,
    ResourceIndexPage,
)

CONTENT = Path(__file__).parent / "content"
HOME = {
    "title": "Accueil",
    "slug": "accueil",
    "headline": "Les écrans de nos enfants, on en parle ensemble.",
    "lede": (
        "Des réponses courtes et relues pour votre souci de ce soir. Des parents "
        "formés qui viennent en parler à l’école."
    ),
}
# model, slug, title, introduction
INDEXES: list[tuple[type[Page], str, str, str]] = [
    (
        ResourceIndexPage,
        "ressources",
        "Bibliothèque",
        "Des réponses courtes, relues et datées, pour les parents.",
    ),
    (
        CollectionIndexPage,
        "mallettes",
        "Mallettes et parcours",
        "Des ressources choisies et mises dans l’ordre, à lire ou à animer.",
    ),
    (
        AnswerIndexPage,
        "questions",
        "Questions de parents",
        "Une réponse courte d’abord, une chose à faire ce soir, puis le détail.",
    ),
    (
        NewsIndexPage,
        "actualites",
        "Actualités",
        "Ce qui change dans la bibliothèque et dans les territoires.",
    ),
    (
        GlossaryPage,
        "glossaire",
        "Glossaire",
        "Les mots du numérique et de l’école, expliqués simplement.",
    ),
    (
        HelpPage,
        "aide",
        "Besoin d’aide ?",
        "Des personnes écoutent et conseillent. Chaque numéro est vérifié et daté.",
    ),
]


@transaction.atomic
def create_pages() -> list[Page]:
    """Create the pages that are missing; return them. No other page is written."""
    home, new = _home()
    known = set(home.get_children().values_list("slug", flat=True))
    for model, slug, title, introduction in INDEXES:
        # Its address may have been changed since: one of a kind is enough.
        if slug not in known and not model.objects.exists():
            new.append(_add(home, model(title=title, slug=slug), introduction))
    for data in _standard_pages():
        if data["slug"] not in known:
            new.append(home.add_child(instance=_standard(data)))
    if new:
        renew_on_commit(SITE)
        renew_on_commit(LIBRARY)
    return new


def _add(home: HomePage, page: Any, introduction: str) -> Page:
    page.introduction = introduction
    return home.add_child(instance=page)


def _home() -> tuple[HomePage, list[Page]]:
    """The home page; a new one takes the place of Wagtail's welcome page."""
    if home := HomePage.objects.first():
        return home, []
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(**HOME))
    site, _made = Site.objects.get_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home},
    )
    site.root_page = home
    site.site_name = site.site_name or "Coéduc"
    site.save()
    welcome = Page.objects.filter(depth=2, slug="home")
    for page in welcome:
        if page.specific_class is Page:
            page.delete()
    return home, [home]


def _standard_pages() -> list[dict[str, Any]]:
    paths = sorted((CONTENT / "pages").glob("*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


def _standard(data: dict[str, Any]) -> StandardPage:
    body = [
        {
            "type": "section",
            "value": {"heading": part["heading"], "text": rich_text(part["text"])},
        }
        for part in data["sections"]
    ]
    return StandardPage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        body=json.dumps(body),
        action_label=data.get("action_label", ""),
        action_url=data.get("action_url", ""),
    )
