"""What a reader's words ask for: groups of stems, mended where they were misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from django.db import connection

from resources.search.fold import stems, words_of
from resources.search.snapshot import NOWHERE, Snapshot
from resources.search.spelling import Speller
from resources.search.spoken import Spoken, is_small_talk, read
from resources.search.synonyms import Alternative, Phrase, Table

MAX_LETTERS = 200
MAX_WORDS = 12
LONG_END = 5
ELIDED = ("qu", "l", "d", "j", "n", "m", "t", "s", "c")
ARTICLES = ("les", "le", "la", "des", "une", "un", "mon", "ma", "son", "sa")


@dataclass(frozen=True)
class Wanted:
    """One word (or known phrase) of the question and what may stand for it.

    `typed` is what the reader wrote, folded; `shown` the word it was mended to.
    """

    words: Phrase
    synonyms: tuple[Alternative, ...] = ()
    typed: str = ""
    shown: str = ""

    @property
    def is_small_talk(self) -> bool:
        return is_small_talk(self.words)


@dataclass(frozen=True)
class Asked:
    """A question understood: each wanted group with the positions that hold it.

    `near` are words to offer in place of one that nothing holds; `ages` those named.
    """

    groups: tuple[tuple[Wanted, np.ndarray], ...] = ()
    near: tuple[str, ...] = ()
    ages: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups or self.ages)

    @property
    def found(self) -> list[tuple[Wanted, np.ndarray]]:
        return [(wanted, hits) for wanted, hits in self.groups if len(hits)]

    @property
    def unknown(self) -> list[str]:
        lost = [wanted for wanted, hits in self.groups if not len(hits)]
        return [wanted.typed for wanted in lost if not wanted.is_small_talk]

    @property
    def mended(self) -> list[tuple[str, str]]:
        """(typed, shown) for each word that was read as another."""
        return [(w.typed, w.shown) for w, hits in self.groups if w.shown and len(hits)]


def ask(text: str, shot: Snapshot, exact: bool = False) -> Asked:
    """Read a question; one query to the full-text index, two if a word is doubtful."""
    table = shot.synonyms
    said = Spoken(text) if exact else read(text[:MAX_LETTERS])
    wanted = parse(said.text, table)
    hits = _hits(wanted, shot)
    if not exact:
        _read_again(wanted, hits, shot)
    lost = [
        w.typed
        for w, places in zip(wanted, hits, strict=True)
        if not (len(places) or w.is_small_talk)
    ]
    near = [shot.speller.words[word] for typed in lost for word in _near(typed, shot)]
    groups = tuple(zip(wanted, hits, strict=True))
    return Asked(groups, tuple(dict.fromkeys(near)), said.ages)


def _read_again(wanted: list[Wanted], hits: list[np.ndarray], shot: Snapshot) -> None:
    """Replace, in both lists, the words that were misspelt by what they stand for."""
    tried = [
        (place, reading)
        for place, group in enumerate(wanted)
        for reading in (
            _heard(group, shot) if len(hits[place]) else _mends(group, shot)
        )
    ]
    lost = [not len(places) for places in hits]
    found = _hits([reading for _place, reading in tried], shot)
    for (place, reading), places in zip(tried, found, strict=True):
        if len(places) and (not len(hits[place]) or not lost[place]):
            wanted[place], hits[place] = reading, places


def _near(typed: str, shot: Snapshot) -> list[str]:
    return shot.speller.mend(typed, most=2, is_lax=True)


def parse(text: str, table: Table) -> list[Wanted]:
    """Cut a question into wanted groups; empty when nothing can be searched."""
    words = _joined(words_of(text[:MAX_LETTERS]), table)
    typed = dict(zip(stems(words), words, strict=True))
    found = list(typed)[:MAX_WORDS]
    longest = max(map(len, table), default=1)
    wanted, start = [], 0
    while start < len(found):
        phrase = _longest_phrase(found, start, longest, table)
        spelt = " ".join(typed[stem] for stem in phrase)
        wanted.append(Wanted(phrase, table.get(phrase, ()), spelt))
        start += len(phrase)
    return wanted


def _joined(words: list[str], table: Table) -> list[str]:
    """Join what is one word of the synonyms: « chat gpt », « wi fi »."""
    found: list[str] = []
    for word in words:
        both = found[-1] + word if found else ""
        if both and tuple(stems([both])) in table:
            found[-1] = both
        else:
            found.append(word)
    return found


def _longest_phrase(found: list[str], start: int, longest: int, table: Table) -> Phrase:
    for size in range(min(longest, len(found) - start), 1, -1):
        phrase = tuple(found[start : start + size])
        if phrase in table:
            return phrase
    return (found[start],)


def _heard(wanted: Wanted, shot: Snapshot) -> Iterator[Wanted]:
    """Yield a known word that no page is about, with those that sound the same."""
    doubtful = len(wanted.words) == 1 and not (wanted.synonyms or wanted.is_small_talk)
    if not doubtful or shot.is_about(wanted.words):
        return
    alike = [
        Alternative(phrase, shot.speller.words[word])
        for word in shot.speller.alike(wanted.typed)
        if (phrase := tuple(stems([word]))) != wanted.words
        and not is_small_talk(phrase)
        and (phrase in shot.synonyms or shot.is_about(phrase))
    ]
    more = [other for one in alike for other in shot.synonyms.get(one.stems, ())]
    if alike:
        yield replace(wanted, synonyms=(*alike, *more))


def _mends(wanted: Wanted, shot: Snapshot) -> Iterator[Wanted]:
    """Yield readings of an unknown word, the most likely first.

    Only towards what pages are about: « banane » is not « banale », said in passing.
    """
    if len(wanted.words) > 1 or wanted.is_small_talk:
        return
    speller, word, table = shot.speller, wanted.typed, shot.synonyms
    for reading in [*_cut(word, speller), *([near] for near in speller.mend(word))]:
        phrase = tuple(stems(reading))
        synonyms = table.get(phrase, ())
        if is_small_talk(phrase):
            continue
        if synonyms or shot.is_about(phrase):
            shown = " ".join(speller.words[part] for part in reading)
            yield Wanted(phrase, synonyms, word, shown)


def _cut(word: str, speller: Speller) -> Iterator[list[str]]:
    """Yield what a lost apostrophe or blank joined: « lecole », « jeuxvideo »."""
    known = speller.__contains__
    for start in ELIDED:
        rest = word.removeprefix(start)
        if rest != word and len(rest) > 2 and known(rest):
            yield [rest]
    for start in ARTICLES:
        rest = word.removeprefix(start)
        if rest != word and len(rest) >= LONG_END and known(rest):
            yield [rest]
    for place in range(3, len(word) - 2):
        if known(word[:place]) and known(word[place:]):
            yield [word[:place], word[place:]]
    # A prefix that pages do not use: « géolocalisation », « cyberviolence ».
    for place in range(3, len(word) - LONG_END):
        if known(word[place:]):
            yield [word[place:]]


def _hits(wanted: list[Wanted], shot: Snapshot) -> list[np.ndarray]:
    """Positions that hold each group or one of its synonyms: one query for all."""
    asked = [(n, text) for n, group in enumerate(wanted) for text in expressions(group)]
    if not asked:
        return []
    select = (
        "SELECT {n}, resources_matching(%s::tsquery)"
        if connection.vendor == "postgresql"
        else "SELECT {n}, group_concat(rowid) FROM resources_fts"
        " WHERE resources_fts MATCH %s"
    )
    sql = " UNION ALL ".join(select.format(n=n) for n, _text in asked)
    lists: list[list[str]] = [[] for _ in wanted]
    with connection.cursor() as cursor:
        cursor.execute(sql, [text for _n, text in asked])
        for n, ids in cursor.fetchall():
            lists[n] += [ids] if ids else []
    return [_positions(",".join(ids), shot) for ids in lists]


def _positions(ids: str, shot: Snapshot) -> np.ndarray:
    """Ids come as one text: thousands of rows cost more to fetch than to read."""
    if not ids:
        return NOWHERE
    return shot.positions(np.unique(np.fromstring(ids, dtype=np.int64, sep=",")))


def expressions(group: Wanted) -> list[str]:
    """The full-text expressions of a group; stems hold letters and digits only.

    Phrases go apart: PostgreSQL reads each page that may hold one, and would read those
    of the plain words with them.
    """
    if connection.vendor == "postgresql":
        quote, both, either, then = "'", "&", "|", "<->"
    else:
        quote, both, either, then = '"', "AND", "OR", "+"

    def join(words: Phrase, operator: str) -> str:
        inside = f" {operator} ".join(f"{quote}{word}{quote}" for word in words)
        return f"({inside})"

    others = [other.stems for other in group.synonyms]
    plain = [join(group.words, both)]
    plain += [join(words, both) for words in others if len(words) == 1]
    phrases = [join(words, then) for words in others if len(words) > 1]
    return [f" {either} ".join(choices) for choices in (plain, phrases) if choices]
