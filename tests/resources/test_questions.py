"""How parents ask, on the demo's library: the right resource in the first three."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.demo.library import read_all
from resources.search.ranking import search
from tests.resources.library import make_index, publish

QUESTIONS = tomllib.loads((Path(__file__).parent / "queries.toml").read_text("utf-8"))
ASKED_SHARE = 0.95


@pytest.fixture
def slugs(db):
    """The demo's forty resources; {page id: slug}."""
    index = make_index()
    for data in read_all("resources"):
        publish(index, **data)
    return dict(Page.objects.values_list("pk", "slug"))


def misses(questions, slugs):
    return {
        row["q"]: first
        for row in questions
        if not set(first := [slugs[pk] for pk in search(row["q"], "resource")[:3]])
        & set(row["any"])
    }


def test_parents_find_what_they_ask_for(slugs, tmp_path, capsys):
    lost = misses(QUESTIONS["queries"], slugs)
    assert len(QUESTIONS["queries"]) == 60
    assert len(lost) <= (1 - ASKED_SHARE) * 60, lost

    path = tmp_path / "q.toml"
    path.write_text('one = [{ q = "banane", any = ["x"] }]', "utf-8")
    call_command("check_search", path)
    assert "one : 0 sur 1" in capsys.readouterr().out
