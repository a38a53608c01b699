"""Every kind of page is found, and its row follows its life."""

from copy import deepcopy

import pytest
from django.core.management import call_command

from resources.models import (
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
    IndexedText,
    NewsIndexPage,
    NewsPage,
    ResourcePage,
    Term,
    Theme,
)
from resources.search.ranking import search
from resources.search.suggest import suggest
from tests.resources.library import publish, publish_answer

pytestmark = pytest.mark.django_db


def publish_collection(index, title, note=""):
    shelf = CollectionIndexPage(title="Mallettes", slug="mallettes")
    index.get_parent().add_child(instance=shelf)
    page = CollectionPage(title=title, summary="De quoi tenir une soirée.")
    page.theme = Theme.objects.get(slug="sommeil")
    page.audiences = [Term.objects.get(vocabulary="audience", slug="parent")]
    page.items = [CollectionItem(resource=ResourcePage.objects.first(), note=note)]
    shelf.add_child(instance=page)
    page.save_revision().publish()
    return page


def publish_news(index, title):
    shelf = NewsIndexPage(title="Actualités", slug="actualites")
    index.get_parent().add_child(instance=shelf)
    page = NewsPage(title=title, summary="Une soirée de plus.")
    shelf.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture(scope="module")
def kept_pages(kept_index):
    index = kept_index
    publish(index, "panier", theme="temps-ecran")
    return {
        "resource": ResourcePage.objects.get(),
        "answer": publish_answer(index, "combien", title="Un dirigeable, combien ?"),
        "collection": publish_collection(index, "La mallette du dirigeable", "Zébulon"),
        "news": publish_news(index, "Un dirigeable à Laon"),
    }


@pytest.fixture
def pages(db, kept_pages):
    return deepcopy(kept_pages)


@pytest.mark.parametrize("kind", ["answer", "collection", "news"])
def test_each_kind_is_found_suggested_renamed_and_withdrawn(pages, kind):
    page = pages[kind]
    assert search("dirigeable", kind) == [page.pk]
    assert page.pk in [one.page_id for one in suggest("dirig")]

    page.title = "Un funambule"
    page.save_revision().publish()
    assert (search("dirigeable", kind), search("funambule", kind)) == ([], [page.pk])
    page.unpublish()
    assert search("funambule", kind) == []
    page.save_revision().publish()
    page.delete()
    assert not IndexedText.objects.filter(pk=page.pk).exists()


def test_the_library_shows_resources_only(client, pages):
    assert client.get("/ressources/?q=dirigeable").context["total"] == 0
    assert search("dirigeable", "resource") == []
    assert len(search("dirigeable")) == 3


def test_notes_and_themes_find_a_collection(pages):
    collection = pages["collection"]
    assert search("zebulon") == [collection.pk]
    theme = Theme.objects.get(slug="sommeil")
    theme.label = "Roupillon"
    theme.save()
    assert search("roupillon") == [collection.pk]


def test_a_private_answer_is_not_found(pages):
    pages["answer"].view_restrictions.create(restriction_type="login")
    assert search("dirigeable", "answer") == []


def test_rebuild_gives_the_same_index(pages):
    before = list(IndexedText.objects.order_by("pk").values())
    assert len(before) == 4
    IndexedText.objects.all().delete()
    call_command("rebuild_library_index", verbosity=0)

    assert list(IndexedText.objects.order_by("pk").values()) == before
