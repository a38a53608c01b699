"""« Mon enfant a … ans et je m’inquiète… »: the best there is, said honestly."""

from copy import deepcopy

import pytest

from resources.generations.models import SITE, renew
from tests.resources.library import publish, publish_answer

pytestmark = pytest.mark.django_db
URL = "/mon-enfant/"


@pytest.fixture(scope="module")
def kept_library(kept_index):
    index = kept_index
    publish(index, "petit", theme="jeux-video", age_bands=["6-11"], tonight="Jouez.")
    publish(index, "grand", theme="jeux-video", age_bands=["13-15"])
    publish(index, "aussi", theme="creer", themes=["pegi"], age_bands=["13-15"])
    publish_answer(
        index,
        "age-du-jeu",
        theme="jeux-video",
        age_bands=["6-11"],
        readings=["petit"],
        tonight="Regardez la boîte.",
    )
    publish_answer(index, "colere", theme="pegi", age_bands=["11-13"])
    return index


@pytest.fixture
def library(db, kept_library):
    return deepcopy(kept_library)


def offer(client, query):
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.context["offer"]


def test_a_worry_and_an_age_give_one_page(client, library):
    response = client.get(URL, {"age": "6-11", "theme": "jeux-video"})
    found, html = response.context["offer"], response.content.decode()

    assert found.answer.slug == "age-du-jeu"
    assert [page.slug for page in found.resources] == ["petit", "grand"]
    assert (found.tonight, found.total) == ("Regardez la boîte.", 1)
    assert found.all_url == "/ressources/?age=6-11&theme=jeux-video"
    assert 'href="/questions/age-du-jeu/"' in html
    assert "Mon enfant a 6 à 11\u00a0ans et je m’inquiète des jeux vidéo" in html
    assert not response.cookies


def test_a_child_theme_with_the_right_age_goes_before(client, library):
    assert offer(client, "?theme=jeux-video&age=11-13").answer.slug == "colere"


def test_an_answer_for_another_age_is_said_to_be(client, library):
    response = client.get(URL, {"age": "15-18", "theme": "jeux-video"})

    assert response.context["offer"].is_near
    assert "Voici la plus proche" in response.content.decode()
    assert response.context["offer"].all_url == "/ressources/?theme=jeux-video"


def test_resources_of_the_right_age_come_first(client, library):
    found = offer(client, "?theme=jeux-video&age=13-15")

    assert [page.slug for page in found.resources] == ["grand", "aussi"]


def test_a_worry_without_age_is_answered_and_asks_for_it(client, library):
    response = client.get(URL, {"theme": "jeux-video"})

    assert response.context["offer"].answer.slug == "age-du-jeu"
    assert not response.context["offer"].is_near
    assert '<details class="fold" open>' in response.content.decode()


@pytest.mark.parametrize("query", ["", "?age=6-11", "?age=6-11&theme=zzz"])
def test_without_a_worry_the_form_keeps_the_age(client, library, query):
    response = client.get(URL + query)
    html = response.content.decode()

    assert "offer" not in response.context
    assert html.count('<button class="btn alt" name="theme"') == 8
    assert ('value="6-11" checked' in html) == ("6-11" in query)


@pytest.mark.parametrize(
    "query", ["?age=%00", "?age=99-1", "?age[]=x", "?age=" + "1" * 9999]
)
def test_an_unknown_age_is_ignored(client, library, query):
    found = offer(client, f"{query}&theme=jeux-video")
    assert not found.is_near


def test_no_answer_gives_resources_and_says_so(client, library):
    response = client.get(URL, {"age": "13-15", "theme": "creer"})
    found = response.context["offer"]

    assert found.answer is None
    assert [page.slug for page in found.resources] == ["aussi"]
    assert "pas encore de réponse courte" in response.content.decode()
    token = {"question": found.missing}
    assert client.post("/ressources/manque", token).status_code == 200


def test_nothing_at_all_shows_ways_on(client, library):
    html = client.get(URL, {"theme": "coeducation"}).content.decode()

    assert "encore rien écrit" in html
    assert 'href="/ressources/"' in html


def test_private_and_withdrawn_pages_are_not_offered(client, library):
    from resources.models import AnswerPage, ResourcePage

    AnswerPage.objects.get(slug="age-du-jeu").unpublish()
    page = ResourcePage.objects.get(slug="petit")
    page.view_restrictions.create(restriction_type="login")
    found = offer(client, "?theme=jeux-video&age=6-11")

    assert found.answer.slug == "colere"
    assert [page.slug for page in found.resources] == ["grand", "aussi"]


def test_query_budget_does_not_grow(client, library, django_assert_max_num_queries):
    url = URL + "?theme=jeux-video&age=6-11"
    renew(SITE)
    client.get(url)
    # themes, ages, restrictions (twice), the answer, its ages, its readings, two
    # resources, their ages, tokens, the site, the help page.
    with django_assert_max_num_queries(12):
        client.get(url)
    for number in range(10):
        publish(library, f"jeu-{number}", theme="jeux-video", age_bands=["6-11"])
        publish_answer(library, f"jeu-q-{number}", theme="jeux-video")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)
