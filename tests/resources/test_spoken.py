"""Spoken questions: text-message spellings, small talk and ages."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.search.fold import fold, stems, words_of
from resources.search.ranking import search
from resources.search.spoken import is_small_talk, read
from tests.resources.library import publish


@pytest.mark.parametrize(
    ("text", "said", "ages"),
    [
        ("kwa fo fair", "fair", set()),
        ("tel", "telephone", set()),
        ("g peur", "peur", set()),
        ("8 ans et demi écran", "ecran", {8}),
        ("18 mois", "", {1}),
        ("CM2 portable", "portable", {10}),
        ("en 6 eme", "", {11}),
        ("collège", "college", {12}),
        ("200 euros", "200 euros", set()),
        ("99 ans", "", set()),
        ("", "", set()),
    ],
)
def test_reads(text, said, ages):
    spoken = read(text)
    assert (words_of(spoken.text), spoken.ages) == (words_of(said), ages)


@pytest.mark.parametrize(
    ("word", "expected"), [("fille", True), ("12", True), ("tablette", False)]
)
def test_small_talk(word, expected):
    assert is_small_talk(tuple(stems([word]))) is expected


@given(st.text())
def test_a_word_at_a_time_folds_as_the_whole_text(text):
    assert fold(text) == stems(words_of(text))


@pytest.fixture(scope="module")
def kept_ages(kept_index):
    publish(kept_index, "petits", title="La tablette", age_bands=["3-6"])
    publish(kept_index, "grands", title="La tablette", age_bands=["13-15"])
    return {page.pk: page.slug for page in kept_index.get_children()}


@pytest.fixture
def ages(db, kept_ages):
    return deepcopy(kept_ages)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tablette 4 ans", "petits"),
        ("tablette en 4e", "grands"),
        ("mon ado et sa tablette", "grands"),
        ("ma fille a 14 ans", "grands"),
    ],
)
def test_an_age_comes_first(ages, text, first):
    assert ages[search(text)[0]] == first


def test_small_talk_alone_does_not_answer_an_unknown_subject(index):
    publish(index, "fille", title="Ma fille", simple_text="Ma fille et son livre.")
    assert search("ma fille") != []
    assert search("ma fille xylophone") == []


def test_a_name_widens_without_hiding_the_subject(index):
    place = publish(index, "reseaux", theme="reseaux-sociaux")
    subject = publish(index, "devoirs-du-soir", simple_text="Sur les réseaux sociaux.")
    assert search("tiktok")[0] == place.pk
    assert search("devoirs tiktok")[0] == subject.pk


def test_words_that_sound_alike_are_heard(index):
    said = publish(index, "passage", title="La pub cachée", simple_text="Un mot vert.")
    about = publish(index, "table", title="Le verre")
    assert set(search("vert")) == {said.pk, about.pk}
