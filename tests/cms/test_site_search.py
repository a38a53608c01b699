"""One field for the whole site: groups, what they hold, and when they are absent."""

import datetime as dt
from copy import deepcopy

import pytest
from django.utils import timezone

from resources.generations.models import LIBRARY, SITE, renew
from resources.models import GlossaryTerm, MissingSearch, PromotedResult, Theme
from tests import factories as make
from tests.database import rows_of_module
from tests.resources.library import make_index, publish, publish_answer

pytestmark = pytest.mark.django_db
URL = "/recherche/"
GROUPS = ("resources", "questions", "collections", "words", "sessions", "news")


@pytest.fixture(scope="module")
def kept_site(django_db_setup, django_db_blocker):
    with rows_of_module(django_db_blocker):
        yield make_site()


@pytest.fixture
def site(db, kept_site):
    return deepcopy(kept_site)


def make_site():
    index = make_index()
    publish(index, "nuit", title="La nuit sans téléphone", theme="sommeil")
    publish(index, "jeu", title="Le jeu du soir", theme="jeux-video")
    publish_answer(index, "dormir", title="Il ne dort plus ?", theme="sommeil")
    GlossaryTerm.objects.create(
        slug="phishing",
        word="Phishing",
        definition="Un message qui imite une banque.",
        forms="hameçonnage",
    )
    return index


def coming(school, theme, **changes):
    when = timezone.now() + dt.timedelta(days=7)
    theme = Theme.objects.get(slug=theme)
    return make.SessionFactory(school=school, themes=[theme], starts_at=when, **changes)


def held(client, query):
    """Names of the groups that hold something."""
    response = client.get(URL, {"q": query})
    assert response.status_code == 200
    return {name for name in GROUPS if response.context[name]}


def test_groups_what_answers(client, site):
    response = client.get(URL, {"q": "sommeil"})
    context, html = response.context, response.content.decode()

    assert [page.slug for page in context["resources"]] == ["nuit"]
    assert [page.slug for page in context["questions"]] == ["dormir"]
    assert "Mallettes</h2>" not in html
    assert not response.cookies


def test_five_resources_then_the_way_to_all(client, site):
    for number in range(6):
        publish(site, f"n{number}", title=f"Sommeil {number}", theme="sommeil")
    response = client.get(URL, {"q": "sommeil"})

    assert len(response.context["resources"]) == 5
    assert "Voir les 7 ressources" in response.content.decode()
    library = client.get(response.context["library_url"])
    assert library.context["total"] == 7


@pytest.mark.parametrize("question", ["phishing", "c’est quoi le hameconnage ?"])
def test_a_glossary_word_is_defined_in_place(client, site, question):
    assert "words" in held(client, question)
    html = client.get(URL, {"q": question}).content.decode()
    assert "Un message qui imite une banque." in html


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Laon", True),
        ("ateliers à l’Aisne", True),
        ("jeux vidéo", True),
        ("jeux vidéo Laon", True),
        ("sommeil Laon", True),
        ("sommeil", False),
        ("Marseille", False),
    ],
)
def test_coming_workshops_by_place_and_theme(client, site, school, question, found):
    coming(school, "jeux-video")
    assert ("sessions" in held(client, question)) == found


def test_a_place_is_not_a_word_that_nothing_holds(client, site, school):
    coming(school, "jeux-video")
    html = client.get(URL, {"q": "sommeil laon"}).content.decode()

    assert "rien trouvé pour" not in html
    assert "Ateliers près de chez vous" in html


def test_past_and_cancelled_workshops_are_not_shown(client, site, school):
    coming(school, "jeux-video", status="cancelled", stopped_side="school")
    make.SessionFactory(school=school)

    assert "sessions" not in held(client, "Laon")


def test_misspelt_words_are_mended_and_said(client, site):
    html = client.get(URL, {"q": "telefone"}).content.decode()

    assert "Nous avons lu" in html
    assert 'href="?q=telefone&amp;exact=1"' in html
    assert client.get(URL, {"q": "telefone", "exact": "1"}).context["total"] == 0


def test_a_promoted_answer_comes_first(client, site):
    chosen = publish_answer(site, "autre", theme="sommeil")
    publish_answer(site, "sommeil-encore", theme="sommeil")
    PromotedResult.objects.create(words="sommeil", page=chosen)
    questions = client.get(URL, {"q": "sommeil"}).context["questions"]

    assert questions[0].slug == "autre"


def test_nothing_helps_and_may_be_told(client, site):
    response = client.get(URL, {"q": "xylophone"})
    html = response.content.decode()
    assert "Pour trouver plus facilement" in html
    assert 'href="/ressources/?theme=sommeil"' not in html

    client.post("/ressources/manque", {"question": response.context["missing_token"]})
    assert MissingSearch.objects.get().question == "xylophone"


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20"])
def test_without_words_it_offers_themes(client, site, query):
    html = client.get(URL + query).content.decode()
    assert "Ou partez d’une question de parent" in html


@pytest.mark.parametrize(
    "query",
    ["?q=%00%ED%A0%80", "?q=<script>alert(1)</script>", "?q[]=x", "?q=" + "a" * 99_999],
)
def test_survives(client, site, query):
    response = client.get(URL + query)
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_withdrawn_and_private_pages_are_not_shown(client, site):
    page = site.get_children().get(slug="nuit")
    page.view_restrictions.create(restriction_type="login")

    assert held(client, "sommeil") == {"questions"}


def test_query_budget_does_not_grow(
    client, site, school, django_assert_max_num_queries
):
    coming(school, "jeux-video")
    renew(LIBRARY)
    renew(SITE)
    url = URL + "?q=telefone+laon"
    client.get(url)
    # tokens, the words in the index (twice: as typed, mended) for resources and for the
    # rest, five resources and their ages, questions and theirs, communes, workshops and
    # their themes, the site.
    with django_assert_max_num_queries(13):
        client.get(url)
    for number in range(8):
        publish(site, f"t{number}", title=f"Téléphone {number}")
        publish_answer(site, f"q{number}", title=f"Le téléphone {number} ?")
        coming(school, "sommeil", mentor=make.MentorFactory())
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_every_page_leads_to_it(client, site):
    assert b'href="/recherche/"' in client.get("/ressources/").content
