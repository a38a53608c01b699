"""What in a note looks like it names somebody, and the same note with initials.

A guess, made to warn and never to refuse: it knows titles (« Mme Diallo »), common
first names, and capitals inside a sentence, less the words that name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from resources.personal import looks_personal

NAME = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-’'][A-ZÀ-ÖØ-Þa-zà-öø-ÿ]+)*\b"
_TITLED = re.compile(rf"\b(?:M\.|Mr|Mme|Mlle|[Mm]onsieur|[Mm]adame)[\s\u00a0]+({NAME})")
_INSIDE = re.compile(rf"(?<=[a-zà-öø-ÿ,;] )({NAME})")
_WORD = re.compile(rf"\b({NAME})\b")
_PERSONAL = re.compile(r"\S+@\S+|(?:\+?\d[\s.()/_–-]{0,3}){6,}")
DATA = Path(__file__).parent / "data"


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of one of our lists, in lower case."""
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return frozenset(" ".join(kept).split())


def named_in(text: str, nobody: Iterable[str] = ()) -> list[str]:
    """Return the words that look like somebody's name, in their order, once each.

    `nobody` are words known to be something else: a school's name and town.
    """
    known = words_of("nobody") | {
        part for words in nobody for part in re.split(r"[^\w-]+", words.lower())
    }
    titled = _TITLED.findall(text)
    common = words_of("first_names")
    firsts = [word for word in _WORD.findall(text) if word.lower() in common]
    found = {*titled, *_INSIDE.findall(text), *firsts}
    kept = {w for w in found if w in titled or w.lower() not in known}
    return sorted(kept, key=text.index)


def is_telling(text: str, nobody: Iterable[str] = ()) -> bool:
    """Whether a person should look at the text again before others do."""
    return bool(named_in(text, nobody)) or looks_personal(text)


def masked(text: str, nobody: Iterable[str] = ()) -> str:
    """Return the text with initials for names, and without addresses or numbers."""
    for name in sorted(named_in(text, nobody), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", f"{name[0]}.", text)
    if not looks_personal(text):
        return text
    return _PERSONAL.sub("[…]", text)
