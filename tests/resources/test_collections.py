"""Collections: cards with their totals, the programme in order, what is left out."""

from copy import deepcopy

import pytest
from django.db import IntegrityError

from resources.generations.models import SITE, renew
from resources.models import CollectionItem, CollectionPage, ResourcePage
from tests.resources.library import publish
from tests.resources.shelves import add_shelves, bundle

pytestmark = pytest.mark.django_db
URL = "/mallettes/"


@pytest.fixture(scope="module")
def kept_shelf(kept_index):
    add_shelves(kept_index)
    publish(kept_index, "un", minutes=10)
    publish(kept_index, "deux", minutes=45)
    publish(kept_index, "trois", minutes=40)
    return bundle("premiers-pas", ["deux", "un", "trois"])


@pytest.fixture
def shelf(db, kept_shelf):
    return deepcopy(kept_shelf)


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_card_tells_how_many_and_how_long(client, shelf):
    html = html_of(client, URL)
    assert "bundle" in html
    assert "3 ressources" in html
    assert "1\u00a0h\u00a035" in html


def test_programme_is_in_order_with_notes_minutes_and_check(client, shelf):
    html = html_of(client, shelf.url)
    places = [html.index(words) for words in ("Mot deux", "Mot un", "Mot trois")]
    assert places == sorted(places)
    for words in (
        "45&nbsp;min",
        "1\u00a0h\u00a035 en tout",
        "2 novembre 2026",
        "Parents",
    ):
        assert words.lower() in html.lower()


def test_progress_is_hidden_until_the_script_runs(client, shelf):
    html = html_of(client, shelf.url)
    assert html.count("data-step-of hidden") == 4
    assert 'id="avancement" role="status" hidden' in html
    assert not client.get(shelf.url).cookies


@pytest.mark.parametrize("act", ["unpublish", "restrict"])
def test_what_is_not_public_is_silently_left_out(client, shelf, act):
    page = ResourcePage.objects.get(slug="deux")
    if act == "restrict":
        page.view_restrictions.create(restriction_type="login")
    else:
        page.unpublish()
    assert "Mot deux" not in html_of(client, shelf.url)
    index = html_of(client, URL)
    assert "2 ressources" in index
    assert "50\u00a0min" in index


def test_collection_without_readable_resource_says_so(client, shelf):
    for page in ResourcePage.objects.all():
        page.unpublish()
    assert "en cours de préparation" in html_of(client, shelf.url)


def test_unpublished_collection_is_not_listed(client, shelf):
    shelf.unpublish()
    assert "Aucune mallette" in html_of(client, URL)


def test_kind_narrows(client, shelf):
    bundle("en-chemin", ["un"], kind="parcours")
    pages = client.get(URL + "?nature=parcours").context["results"]
    assert [page.slug for page in pages] == ["en-chemin"]
    assert "Rien de cette sorte" in html_of(client, URL + "?nature=dossier")


@pytest.mark.parametrize(
    "query", ["?nature=zzz", "?nature=%00", "?page=é", "?page=-3", "?page=999999999"]
)
def test_bad_input_is_no_filter(client, shelf, query):
    assert client.get(URL + query).context["total"] == 1


def test_pages_of_twelve(client, shelf):
    for number in range(12):
        bundle(f"mallette-{number:02d}", ["un"])
    first, second = client.get(URL).context, client.get(URL + "?page=2").context
    assert (len(first["results"]), len(second["results"])) == (12, 1)
    assert first["pager"].next_page_number() == 2


def test_query_budget_does_not_grow(client, shelf, django_assert_max_num_queries):
    renew(SITE)
    client.get(URL)
    # site, home, generations, page, private parts of the tree (twice), how many, the
    # cards, sums.
    with django_assert_max_num_queries(9):
        client.get(URL)
    for number in range(10):
        bundle(f"mallette-{number}", ["un", "deux"])
    client.get(URL)
    with django_assert_max_num_queries(9):
        client.get(URL)


def test_programme_costs_the_same_however_long(
    client, index, shelf, django_assert_max_num_queries
):
    renew(SITE)
    client.get(shelf.url)
    # site, home, generations, page, items, private parts, resources and their ages,
    # the index, as any page and as itself, theme, ages, audiences.
    with django_assert_max_num_queries(15):
        client.get(shelf.url)
    for number in range(12):
        publish(index, f"page-{number}")
    long = bundle("longue", [f"page-{number}" for number in range(12)])
    client.get(long.url)
    with django_assert_max_num_queries(15):
        client.get(long.url)


def test_a_resource_is_there_once(shelf):
    item = CollectionItem.objects.first()
    with pytest.raises(IntegrityError):
        CollectionItem.objects.create(collection=shelf, resource=item.resource)


def test_creating_twice_changes_nothing(shelf):
    again = bundle("premiers-pas", ["un"], title="Autre")
    assert again.pk == shelf.pk
    assert CollectionPage.objects.get().items.count() == 3
