"""The library page: facets, counts, chips, hostile input, and its query budget."""

from copy import deepcopy

import pytest

from resources.generations.models import SITE, renew
from resources.library.models import ResourcePage
from tests.factories import TerritoryFactory
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
URL = "/ressources/"


@pytest.fixture(scope="module")
def kept_library(kept_index):
    publish(
        kept_index,
        "telephone",
        theme="premier-telephone",
        age_bands=["6-11", "11-13"],
        minutes=4,
        accessibility=["a-imprimer"],
        reading_level="simple",
    )
    publish(
        kept_index,
        "sommeil",
        theme="sommeil",
        age_bands=["6-11"],
        minutes=9,
        format="tutoriel",
    )
    publish(kept_index, "console", theme="jeux-video", age_bands=["13-15"], minutes=40)
    return kept_index


@pytest.fixture
def library(db, kept_library):
    return deepcopy(kept_library)


def answer(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.context


def slugs(context):
    return {page.slug for page in context["results"]}


def options(context, name):
    facet = next(f for f in context["facets"] if f["name"] == name)
    return {row["slug"]: row for row in facet["options"] + facet["rest"]}


def test_shows_every_resource(client, library):
    context = answer(client)
    assert context["total"] == 3
    assert options(context, "age")["6-11"]["count"] == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?age=6-11", {"telephone", "sommeil"}),
        ("?age=6-11&age=13-15", {"telephone", "sommeil", "console"}),
        ("?age=6-11&duree=courte", {"telephone"}),
        ("?theme=temps-ecran", {"sommeil"}),
        ("?theme=sommeil", {"sommeil"}),
        ("?format=tutoriel", {"sommeil"}),
        ("?lecture=imprimer", {"telephone"}),
        ("?lecture=simple&q=portable", {"telephone"}),
        ("?langue=ar", set()),
        ("?q=jeu+video&public=parent", {"console"}),
    ],
)
def test_facets_are_or_within_and_across(client, library, query, expected):
    assert slugs(answer(client, query)) == expected


def test_every_count_says_what_one_more_tick_gives(client, library):
    context = answer(client, "?age=6-11")
    for facet in context["facets"]:
        for row in facet["options"] + facet["rest"]:
            if row["checked"]:
                continue
            if facet["name"] == "age":
                alone = answer(client, f"?age={row['slug']}")
            else:
                alone = answer(client, f"?age=6-11&{facet['name']}={row['slug']}")
            assert alone["total"] == row["count"], (facet["name"], row["slug"])


def test_a_facet_at_zero_stays_and_is_disabled(client, library):
    row = options(answer(client, "?age=13-15"), "duree")["courte"]
    assert (row["count"], row["disabled"]) == (0, True)


def test_chips_remove_one_filter(client, library):
    context = answer(client, "?q=telephone&age=6-11&age=11-13")
    assert [chip["url"] for chip in context["chips"]] == [
        "?q=telephone&age=11-13",
        "?q=telephone&age=6-11",
    ]


def test_sorts(client, library):
    pages = answer(client, "?tri=duree")["results"]
    assert [page.minutes for page in pages] == [4, 9, 40]


def test_nothing_found_helps(client, library):
    response = client.get(URL + "?q=banane")
    html = response.content.decode()
    assert response.context["total"] == 0
    assert "Pour trouver plus facilement" in html
    assert "À quel âge lui donner un téléphone" in html


@pytest.mark.parametrize(
    "query",
    [
        "?page=é",
        "?page=99999999999",
        "?page=-1",
        "?age=zzz&theme=%00&tri=%27",
        "?q=%00%ED%A0%80",
        "?q=" + "a" * 100_000,
        "?q=<script>alert(1)</script>",
        "?q[]=x&age[]=y",
    ],
)
def test_bad_input_is_no_filter(client, library, query):
    response = client.get(URL + query)
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_pages_of_twenty(client, library):
    for number in range(20):
        publish(library, f"page-{number}")
    first, second = answer(client), answer(client, "?page=2")
    assert (len(first["results"]), len(second["results"])) == (20, 3)
    assert not slugs(first) & slugs(second)


def test_query_budget_does_not_grow(client, library, django_assert_max_num_queries):
    renew(SITE)
    client.get(URL + "?q=portable")
    # site, page (as itself, by type, its ancestors), restrictions (twice), generation,
    # the words in the index, twenty cards, their ages: how many plays no part.
    with django_assert_max_num_queries(11):
        client.get(URL + "?q=portable&age=6-11")
    for number in range(20):
        publish(library, f"page-{number}", age_bands=["6-11"])
    with django_assert_max_num_queries(15):
        assert answer(client, "?age=6-11")["total"] == 22


def test_no_cookie(client, library):
    assert not client.get(URL).cookies


def test_published_leaves_private_pages_out(client, library):
    page = ResourcePage.objects.get(slug="console")
    page.view_restrictions.create(restriction_type="login")
    assert slugs(answer(client)) == {"telephone", "sommeil"}
    assert options(answer(client), "age")["13-15"]["count"] == 0


def test_new_name_of_a_territory_is_shown_at_once(client, library):
    territory = TerritoryFactory()
    publish(library, "ici", territories=["02"])
    answer(client)
    territory.name = "Aisne rurale"
    territory.save()

    assert options(answer(client), "territoire")["02"]["label"] == "Aisne rurale"
