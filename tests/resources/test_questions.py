"""How parents ask, on the demo's library: the right resource in the first three."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from cms.demo.library import read_all
from resources.library.models import ResourcePage
from resources.search.ranking import search
from resources.search.sources import rebuild
from tests.resources.library import make_index, publish

HERE = Path(__file__).parent
SETS = {
    (file, name): rows
    for file in ("queries", "more_queries")
    for name, rows in tomllib.loads((HERE / f"{file}.toml").read_text("utf-8")).items()
}
NOTHING = SETS.pop(("more_queries", "nothing"))
ASKED_SHARE = 0.95
WITHOUT_EDITORS_WORDS = 0.85
REFUSED = 17  # of 20

# Marked, so that they come before the tests that end by emptying the tables.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def slugs(django_db_setup, django_db_blocker):
    """The demo's forty resources, published once; {page id: slug}."""
    with django_db_blocker.unblock(), transaction.atomic():
        index = make_index()
        for data in read_all("resources"):
            publish(index, **data)
        yield dict(Page.objects.values_list("pk", "slug"))
        transaction.set_rollback(True)


def misses(questions, slugs):
    return {
        row["q"]: first
        for row in questions
        if not set(first := [slugs[pk] for pk in search(row["q"], "resource")[:3]])
        & set(row["any"])
    }


@pytest.mark.parametrize("name", SETS, ids="-".join)
def test_parents_find_what_they_ask_for(slugs, name):
    lost = misses(SETS[name], slugs)
    assert len(lost) <= (1 - ASKED_SHARE) * len(SETS[name]), lost


def test_what_the_library_does_not_hold_is_not_found(slugs):
    assert len(NOTHING) == 20
    answered = {
        text: slugs[found[0]] for text in NOTHING if (found := search(text, "resource"))
    }
    assert len(NOTHING) - len(answered) >= REFUSED, answered


def test_the_command_reports_the_misses(slugs, tmp_path, capsys):
    path = tmp_path / "q.toml"
    path.write_text('one = [{ q = "banane", any = ["x"] }]', "utf-8")
    call_command("check_search", path)
    assert "one : 0 sur 1" in capsys.readouterr().out


def test_most_is_found_without_the_editors_words(slugs):
    with transaction.atomic():
        ResourcePage.objects.update(search_words="")
        rebuild()
        rows = [row for questions in SETS.values() for row in questions]
        lost = misses(rows, slugs)
        transaction.set_rollback(True)
    assert len(lost) <= (1 - WITHOUT_EDITORS_WORDS) * len(rows), lost
