"""Finding around the index: mended words, suggestions, promotions, lost questions."""

import datetime as dt
from copy import deepcopy

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from resources.models import GlossaryTerm, MissingSearch, PromotedResult
from resources.search.missing import normalised, sign
from resources.search.ranking import search
from resources.search.spelling import Speller, sound
from resources.search.suggest import suggest
from tests.resources.library import publish

URL = "/ressources/"


@pytest.fixture(scope="module")
def kept_library(kept_index):
    index = kept_index
    publish(index, "harcelement", title="Le harcèlement en ligne", theme="arnaques")
    publish(index, "telephone", title="Premier téléphone", theme="premier-telephone")
    publish(index, "geo", title="La localisation", simple_text="Une cabane banale.")
    return index


@pytest.fixture
def library(db, kept_library):
    return deepcopy(kept_library)


def slugs(client, query):
    return [page.slug for page in client.get(URL + query).context["results"]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("harcelemnt", ["harcelement"]),
        ("arselement", ["harcelement"]),
        ("telefone", ["telephone"]),
        ("letelephone", ["telephone"]),
        ("cyberlocalisation", ["geo"]),
        ("premiertelephone", ["telephone"]),
    ],
)
def test_misspelt_words_are_mended_and_said(client, library, typed, expected):
    response = client.get(URL, {"q": typed})

    assert [page.slug for page in response.context["results"]] == expected
    assert "Nous avons lu" in response.content.decode()
    assert client.get(URL, {"q": typed, "exact": "1"}).context["total"] == 0


def test_a_word_said_in_passing_mends_nothing(client, library):
    response = client.get(URL, {"q": "banane"})

    assert response.context["total"] == 0
    assert [one["word"] for one in response.context["near"]] == ["banale"]
    assert "Vouliez-vous dire" in response.content.decode()


def test_the_rest_of_a_question_is_answered_and_said(client, library):
    response = client.get(URL, {"q": "telephone xylophone"})

    assert slugs(client, "?q=telephone+xylophone") == ["telephone"]
    assert "rien trouvé pour « xylophone »" in response.content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("telephone", "telefone"),
        ("parental", "parantal"),
        ("photo", "foto"),
        ("quoi", "koi"),
        ("harcelement", "arselement"),
    ],
)
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


def test_short_and_far_words_are_left_alone():
    speller = Speller({"ecran": "écran", "jeu": "jeu"})

    assert speller.mend("jex") == []
    assert speller.mend("ecren") == ["ecran"]
    assert speller.mend("escargot") == []


# Suggestions


def test_suggestions_begin_with_what_is_typed(library):
    GlossaryTerm.objects.create(
        slug="phishing", word="Phishing", definition="Un piège."
    )

    assert [one.label for one in suggest("prem tel")] == ["Premier téléphone"]
    assert suggest("tele")[-1].label == "Premier téléphone"
    assert [one.label for one in suggest("phis")] == ["Phishing"]
    assert suggest("zzz") == suggest("") == suggest("le") == []


def test_suggestions_answer_in_json_without_a_cookie(
    client, library, django_assert_max_num_queries
):
    url = reverse("library:suggestions")
    client.get(url, {"q": "premier"})
    # 1 the generation; 1 the pages; 2 the site and its root, once per page.
    with django_assert_max_num_queries(4):
        response = client.get(url, {"q": "harc"})

    first = response.json()["suggestions"][-1]
    assert first == {
        "label": "Le harcèlement en ligne",
        "url": "/ressources/harcelement/",
    }
    assert not response.cookies
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("text", ["\x00", "a" * 10_000, "%\ud800", '"><script>'])
def test_suggestions_survive(library, text):
    assert isinstance(suggest(text), list)


# Promoted results


def test_a_promoted_page_comes_first_and_says_so(client, library):
    page = library.get_children().get(slug="telephone")
    PromotedResult.objects.create(words="harcèlement, insultes", page=page)
    assert search("harcelement") != [page.pk]
    publish(library, "both", title="Le téléphone et le harcèlement")
    chosen = library.get_children().get(slug="both")
    PromotedResult.objects.create(words="harcelement", page=chosen)

    response = client.get(URL, {"q": "harcèlement"})
    assert [p.slug for p in response.context["results"]] == ["both", "harcelement"]
    assert "Choisi par l’équipe" in response.content.decode()


def test_a_promotion_ends(client, library):
    page = library.get_children().get(slug="harcelement")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    PromotedResult.objects.create(words="harcelement", page=page, ends_on=yesterday)

    assert client.get(URL, {"q": "harcelement"}).context["promoted_ids"] == []


# Lost questions


def test_a_lost_question_is_counted_only_when_sent(client, library):
    token = client.get(URL, {"q": "Le Xylophone"}).context["missing_token"]
    assert not MissingSearch.objects.exists()

    url = reverse("library:missing")
    assert client.post(url, {"question": token}).status_code == 200
    client.post(url, {"question": token})
    row = MissingSearch.objects.get()
    assert (row.question, row.times) == ("xylophone", 2)


@pytest.mark.parametrize(
    "question",
    ["ada@exemple.test", "06 12 34 56 78", "123456", "x" * 61, "le la les"],
)
def test_what_could_be_somebody_s_is_never_counted(question):
    assert normalised(question) == ""
    assert sign(question) == ""


@pytest.mark.parametrize("token", ["", "forged", "a:b:c", "\x00"])
def test_a_forged_question_is_refused(client, db, token):
    response = client.post(reverse("library:missing"), {"question": token})

    assert response.status_code == 400
    assert not MissingSearch.objects.exists()


def test_old_questions_are_forgotten(db, capsys):
    MissingSearch.objects.create(question="vieux", last_on=dt.date(2020, 1, 1))
    MissingSearch.objects.create(question="neuf")
    call_command("purge_missing_searches", "--dry-run")
    assert MissingSearch.objects.count() == 2
    call_command("purge_missing_searches")

    assert MissingSearch.objects.get().question == "neuf"
    assert "Recherches oubliées : 1" in capsys.readouterr().out
