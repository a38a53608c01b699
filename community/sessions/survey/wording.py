"""What is said to participants, in the languages that most of them read.

One file per language in `words/`, all with the same keys; fr.toml is the model.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("fr", "en", "ar", "tr", "pt", "es")

Words = dict[str, Any]


@cache
def words_in(language: str) -> Words:
    """Return the words of one of LANGUAGES, with its `code`."""
    text = (FOLDER / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text) | {"code": language}


def all_words() -> list[Words]:
    return [words_in(language) for language in LANGUAGES]


def words_for(request: HttpRequest) -> Words:
    """The language asked by a link, else the phone's own, else French."""
    asked = [request.GET.get("langue", ""), *_of_phone(request)]
    return words_in(next((tag for tag in asked if tag in LANGUAGES), LANGUAGES[0]))


def _of_phone(request: HttpRequest) -> list[str]:
    header = request.headers.get("Accept-Language", "")
    return [tag.partition("-")[0] for tag, _weight in parse_accept_lang_header(header)]
