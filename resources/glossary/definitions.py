"""Words of the glossary in a page: the first of each becomes a button that explains.

Works on finished HTML and only ever adds: a word is wrapped where it stands, every
other character is left as it was. Nothing is touched inside a tag, a link, a button, a
title or anything that is not plain reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from resources.generations.kept import Kept
from resources.generations.models import LIBRARY
from resources.glossary.models import GlossaryTerm

# Whole elements that are no reading, then comments and tags, quoted values included.
MARKUP = re.compile(
    r"""<(?P<raw>script|style|textarea|template)\b.*?</(?P=raw)\s*>
    | <!--.*?-->
    | </?[a-z!](?:[^<>"']|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
LEFT_ALONE = frozenset(
    "a abbr audio button code dfn figcaption h1 h2 h3 h4 h5 h6 iframe kbd label nav "
    "option pre select summary svg video".split()
)
APOSTROPHE = "(?:['’]|&#x27;|&#39;)"


@dataclass(frozen=True)
class Word:
    slug: str
    word: str
    definition: str


@dataclass
class Definitions:
    """The glossary, ready to be looked for in a text."""

    words: dict[str, Word] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    def of(self, found: str) -> Word:
        return self.words[_plain(found)]


def definitions(terms: Iterable[GlossaryTerm]) -> Definitions:
    """Return words by form, and one pattern that tries the longest form first."""
    words: dict[str, Word] = {}
    for term in terms:
        word = Word(term.slug, term.word, term.definition)
        for form in (term.word, *term.forms.split(",")):
            if form.strip():
                words.setdefault(_plain(form), word)
    if not words:
        return Definitions()
    longest_first = sorted(words, key=len, reverse=True)
    forms = "|".join(map(_form, longest_first))
    # An entity is stepped over whole: « &amp; » does not hold the word « amp ».
    entity = r"&(?:\#\w+|\w+);"
    pattern = rf"{entity}|(?<![\w-])(?P<form>{forms})(?![\w-])"
    return Definitions(words, re.compile(pattern, re.IGNORECASE))


def _plain(form: str) -> str:
    form = re.sub(APOSTROPHE, "’", form)
    return re.sub(r"\s+", " ", form.strip()).lower()


def _form(form: str) -> str:
    return re.escape(form).replace("’", APOSTROPHE).replace(r"\ ", r"\s+")


_known: Kept[Definitions] = Kept(
    lambda: definitions(GlossaryTerm.objects.all()), LIBRARY
)


def known_definitions(request: Any) -> Definitions:
    """Return the glossary; no query while it does not change."""
    return _known.get(request)


def explain(html: str, known: Definitions, seen: dict[str, Word]) -> SafeString:
    """Wrap the first occurrence of each word that `seen` does not hold yet.

    `html` is finished, trusted HTML; `seen` gains the words found, in order.
    """
    if known.pattern is None:
        return mark_safe(html)  # noqa: S308
    done, at, depth = [], 0, 0
    for markup in MARKUP.finditer(html):
        done.append(_words(html[at : markup.start()], known, seen, depth))
        done.append(markup.group())
        depth = max(0, depth + _step(markup))
        at = markup.end()
    done.append(_words(html[at:], known, seen, depth))
    return mark_safe("".join(done))  # noqa: S308 – what came in, and escaped words


def _step(markup: re.Match[str]) -> int:
    """How many elements to leave alone this tag opens (1), closes (-1)."""
    tag = None if markup.group("raw") else TAG.match(markup.group())
    if tag is None or tag.group(2).lower() not in LEFT_ALONE:
        return 0
    return -1 if tag.group(1) else 1


def _words(text: str, known: Definitions, seen: dict[str, Word], depth: int) -> str:
    if depth or known.pattern is None or not text.strip():
        return text

    def wrap(match: re.Match[str]) -> str:
        found = match.group("form")
        if not found or (word := known.of(found)).slug in seen:
            return match.group()
        seen[word.slug] = word
        target = escape(f"def-{word.slug}")
        return (
            f'<button class="def" type="button" popovertarget="{target}">'
            f"{found}</button>"
        )

    return known.pattern.sub(wrap, text)
