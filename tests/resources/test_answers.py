"""Parents' questions: the answer first, what to read next, the index and its filter."""

import datetime as dt
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError

from cms.demo.library import create_answers, read_all
from resources.generations.models import SITE, renew
from resources.guided.worries import WORRIES
from resources.models import AnswerIndexPage, AnswerPage, ResourcePage
from tests.factories import UserFactory
from tests.resources.library import publish, publish_answer

pytestmark = pytest.mark.django_db
URL = "/questions/"


@pytest.fixture(scope="module")
def kept_questions(kept_index):
    publish(kept_index, "panier", theme="temps-ecran", age_bands=["6-11"])
    publish(kept_index, "autre", theme="temps-ecran")
    publish_answer(
        kept_index,
        "tablette",
        title="Combien de temps ?",
        age_bands=["3-6", "6-11"],
        readings=["panier"],
        details=[{"heading": "Des repères", "text": "Un peu chaque jour."}],
    )
    publish_answer(kept_index, "nuit", theme="sommeil", age_bands=["11-13"])
    publish_answer(kept_index, "colis", theme="arnaques")
    return AnswerIndexPage.objects.get()


@pytest.fixture
def questions(db, kept_questions):
    return deepcopy(kept_questions)


def titles(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return [a.slug for _theme, rows in response.context["groups"] for a in rows]


def test_answer_comes_first_then_tonight_then_the_rest(client, questions):
    html = client.get("/questions/tablette/").content.decode()
    main = html[html.index("<main") :]
    said = ["Combien de temps\u202f?</h1>", "Posez l’appareil", "À faire ce soir"]
    said += ["Un peu chaque jour", "À lire ensuite", "Panier"]
    places = [main.index(words) for words in said]

    assert places == sorted(places)
    assert "3 à 11" in html
    assert "1er septembre 2026" in html
    assert ">Autre<" not in html


def test_without_open_reading_the_theme_gives_two(client, questions):
    ResourcePage.objects.get(slug="panier").unpublish()
    read = client.get("/questions/tablette/").context["resources"]

    assert [page.slug for page in read] == ["autre"]


def test_a_private_reading_is_not_shown(client, questions):
    page = ResourcePage.objects.get(slug="panier")
    page.view_restrictions.create(restriction_type="login")

    assert b"Panier" not in client.get("/questions/tablette/").content


def test_a_sensitive_question_says_so(client, index):
    page = publish_answer(index, "moqueries", theme="cyberharcelement")

    assert page.is_sensitive()
    assert "n’êtes pas seul" in client.get(page.url).content.decode()
    assert not publish_answer(index, "colis", theme="arnaques").is_sensitive()


def test_query_budget_of_an_answer(client, questions, django_assert_max_num_queries):
    renew(SITE)  # as the end of a transaction does
    client.get("/questions/tablette/")
    # site, home, tokens, page, its ages, the index, readings, restrictions, their
    # resources, the ages of these, feedback (2).
    with django_assert_max_num_queries(12):
        assert not client.get("/questions/tablette/").cookies


def test_index_goes_by_theme_in_the_order_of_the_vocabulary(client, questions):
    response = client.get(URL)
    found = [
        (theme.slug, sorted(a.slug for a in rows))
        for theme, rows in response.context["groups"]
    ]

    assert found == [("temps-ecran", ["nuit", "tablette"]), ("arnaques", ["colis"])]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?theme=temps-ecran", {"nuit", "tablette"}),
        ("?theme=sommeil", {"nuit"}),
        ("?age=6-11", {"tablette", "colis"}),
        ("?theme=temps-ecran&age=11-13", {"nuit"}),
        ("?theme=creer", set()),
        ("?theme=zzz&age=%00", {"nuit", "tablette", "colis"}),
        ("?page=99999999999", {"nuit", "tablette", "colis"}),
        ("?page=%C2%B2&age[]=1", {"nuit", "tablette", "colis"}),
    ],
)
def test_filter(client, questions, query, expected):
    assert set(titles(client, query)) == expected


def test_nothing_for_a_choice_shows_a_way_out(client, questions):
    html = client.get(URL + "?theme=creer").content.decode()

    assert "Pas encore de question ici" in html
    assert 'href="/questions/"' in html


def test_pages_of_twenty_and_query_budget(
    client, index, questions, django_assert_max_num_queries
):
    renew(SITE)  # as the end of a transaction does
    client.get(URL)
    # site, home, tokens, page, themes, ages, restrictions, the count, the answers,
    # their ages, and after a publication the addresses (twice).
    with django_assert_max_num_queries(10):
        assert len(titles(client, "?age=6-11")) == 2
    for number in range(20):
        publish_answer(index, f"question-{number}")
    with django_assert_max_num_queries(12):
        assert len(titles(client, "?age=6-11")) == 20
    assert len(titles(client, "?page=2")) == 3


def test_a_short_answer_is_short(index):
    with pytest.raises(ValidationError, match="61 mots"):
        publish_answer(index, "long", short_answer="mot " * 61)


def test_an_unknown_slug_is_refused(index):
    with pytest.raises(ValueError, match="nulle-part"):
        publish_answer(index, "x", readings=["nulle-part"])


def test_review_is_sooner_for_the_law_and_for_worries(index):
    themes = ("droits-citoyennete", "violences-en-ligne", "creer")
    pages = [publish_answer(index, theme, theme=theme) for theme in themes]

    assert [page.next_review_on for page in pages] == [
        dt.date(2026, 12, 1),
        dt.date(2027, 3, 1),
        dt.date(2027, 9, 1),
    ]


def test_the_demo_answers_the_eight_worries(index, questions):
    owner, demo = UserFactory(), read_all("answers")
    for slug in {slug for data in demo for slug in data["readings"]}:
        publish(index, slug)
    for _twice in range(2):
        create_answers(owner)

    found = AnswerPage.objects.published().filter(
        slug__in=[data["slug"] for data in demo]
    )
    assert found.count() == len(demo) >= 18
    assert set(WORRIES) <= set(found.values_list("theme__slug", flat=True))
    assert all(answer.readings.exists() for answer in found)
