"""The six languages of a workshop's code: the reader's own, and the same words."""

import pytest
from django.urls import reverse

from community.sessions.survey.wording import LANGUAGES, all_words
from resources.vocabularies.loading import read_data
from tests import factories as make


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "phone", "language"),
    [
        ("", "", "fr"),
        ("", "tr-TR,tr;q=0.9", "tr"),
        ("", "ka, ar;q=0.5", "ar"),
        ("?langue=pt", "tr", "pt"),
        ("?langue=xx", "de", "fr"),
    ],
)
def test_page_speaks_the_language_of_its_reader(client, query, phone, language):
    url = reverse("survey:door", args=[make.SessionFactory().public_code])
    page = client.get(url + query, headers={"Accept-Language": phone})

    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.content.decode()


def test_languages_say_the_same_things():
    french, *others = [shape(words) for words in all_words()]

    assert all(other == french for other in others)


def shape(words) -> object:
    """Return keys and lengths, without what is said."""
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return len(words) if isinstance(words, list) else bool(words)


def test_languages_are_those_of_the_vocabulary():
    known = read_data()
    names = dict(known["terms"]["language"])

    assert {one["code"]: one["name"] for one in all_words()} == {
        code: names[code] for code in LANGUAGES
    }
    rtl = {one["code"] for one in all_words() if one["direction"] == "rtl"}
    assert rtl == set(LANGUAGES) & set(known["languages"]["right_to_left"])
