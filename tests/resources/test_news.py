"""News: newest first, by territory with the national ones, and a page each."""

from copy import deepcopy

import pytest

from resources.generations.models import SITE, renew
from tests.factories import TerritoryFactory
from tests.resources.shelves import add_shelves, tell

pytestmark = pytest.mark.django_db
URL = "/actualites/"


@pytest.fixture(scope="module")
def kept_news(kept_index):
    TerritoryFactory()
    TerritoryFactory(code="95", name="Val-d’Oise", slug="val-d-oise")
    add_shelves(kept_index)
    tell("ancienne", days_ago=30)
    tell("aisne", days_ago=10, territories=["02"])
    return tell("oise", days_ago=2, territories=["95"])


@pytest.fixture
def news(db, kept_news):
    return deepcopy(kept_news)


def slugs(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return [page.slug for page in response.context["results"]]


def test_newest_first(client, news):
    assert slugs(client) == ["oise", "aisne", "ancienne"]


def test_a_territory_shows_its_own_and_the_national_ones(client, news):
    assert slugs(client, "?territoire=02") == ["aisne", "ancienne"]


@pytest.mark.parametrize("query", ["?territoire=zz", "?territoire=%00", "?page=é"])
def test_bad_input_is_no_filter(client, news, query):
    assert len(slugs(client, query)) == 3


def test_page_has_date_place_and_text(client, news):
    html = client.get(news.url).content.decode()
    for words in ("31 octobre 2026", "Val-d’Oise", "Voilà.", "<h2>Quoi</h2>"):
        assert words in html


def test_withdrawn_news_is_not_listed(client, news):
    news.unpublish()
    assert slugs(client) == ["aisne", "ancienne"]


def test_query_budget_does_not_grow(client, news, django_assert_max_num_queries):
    renew(SITE)
    client.get(URL)
    # site, home, generations, page, territories to choose, private parts, how many,
    # the cards, their territories.
    with django_assert_max_num_queries(9):
        client.get(URL)
    for number in range(15):
        tell(f"nouvelle-{number}", territories=["02"])
    client.get(URL)
    with django_assert_max_num_queries(9):
        assert len(slugs(client)) == 12
