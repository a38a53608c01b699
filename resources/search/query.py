"""What a reader's words ask for: groups of stems, mended where they were misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.db import connection

from resources.search.fold import stems, words_of
from resources.search.snapshot import NOWHERE, Snapshot
from resources.search.spelling import Speller
from resources.search.synonyms import Alternative, Phrase, Table

MAX_LETTERS = 200
MAX_WORDS = 12
LONG_END = 5
ELIDED = ("qu", "l", "d", "j", "n", "m", "t", "s", "c")


@dataclass(frozen=True)
class Wanted:
    """One word (or known phrase) of the question and what may stand for it.

    `typed` is what the reader wrote, folded; `shown` the word it was mended to.
    """

    words: Phrase
    synonyms: tuple[Alternative, ...] = ()
    typed: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Asked:
    """A question understood: each wanted group with the positions that hold it.

    `near` are words to offer in place of one that nothing holds.
    """

    groups: tuple[tuple[Wanted, np.ndarray], ...] = ()
    near: tuple[str, ...] = ()

    @property
    def found(self) -> list[tuple[Wanted, np.ndarray]]:
        return [(wanted, hits) for wanted, hits in self.groups if len(hits)]

    @property
    def unknown(self) -> list[str]:
        return [wanted.typed for wanted, hits in self.groups if not len(hits)]

    @property
    def mended(self) -> list[tuple[str, str]]:
        """(typed, shown) for each word that was read as another."""
        return [(w.typed, w.shown) for w, hits in self.groups if w.shown and len(hits)]


def ask(text: str, shot: Snapshot, exact: bool = False) -> Asked:
    """Read a question; one query to the full-text index, two when a word is unknown."""
    table = shot.synonyms
    wanted = parse(text, table)
    hits = _hits(wanted, shot)
    lost = [i for i, places in enumerate(hits) if not len(places)]
    if lost and not exact:
        mends = {i: list(_mends(wanted[i], shot, table)) for i in lost}
        tried = [(i, mend) for i, choices in mends.items() for mend in choices]
        for (i, mend), places in zip(
            tried, _hits([mend for _i, mend in tried], shot), strict=True
        ):
            if len(places) and not len(hits[i]):
                wanted[i], hits[i] = mend, places
    still = [wanted[i].typed for i in lost if not len(hits[i])]
    near = [shot.speller.words[word] for typed in still for word in _near(typed, shot)]
    return Asked(tuple(zip(wanted, hits, strict=True)), tuple(dict.fromkeys(near)))


def _near(typed: str, shot: Snapshot) -> list[str]:
    return shot.speller.mend(typed, most=2)


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


def _mends(wanted: Wanted, shot: Snapshot, table: Table) -> Iterator[Wanted]:
    """Yield readings of an unknown word, the most likely first.

    Only towards what pages are about: « banane » is not « banale », said in passing.
    """
    if len(wanted.words) > 1:
        return
    speller, word = shot.speller, wanted.typed
    for reading in [*_cut(word, speller), *([near] for near in speller.mend(word))]:
        phrase = tuple(stems(reading))
        synonyms = table.get(phrase, ())
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
    for place in range(3, len(word) - 2):
        if known(word[:place]) and known(word[place:]):
            yield [word[:place], word[place:]]
    # A prefix that pages do not use: « géolocalisation », « cyberviolence ».
    for place in range(3, len(word) - LONG_END):
        if known(word[place:]):
            yield [word[place:]]


def _hits(wanted: list[Wanted], shot: Snapshot) -> list[np.ndarray]:
    """Positions that hold each group or one of its synonyms: one query for all."""
    if not wanted:
        return []
    select = (
        "SELECT {n}, string_agg(page_id::text, ',') FROM resources_indexedtext"
        " WHERE vector @@ %s::tsquery"
        if connection.vendor == "postgresql"
        else "SELECT {n}, group_concat(rowid) FROM resources_fts"
        " WHERE resources_fts MATCH %s"
    )
    sql = " UNION ALL ".join(select.format(n=n) for n in range(len(wanted)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [expression(group) for group in wanted])
        lists = dict(cursor.fetchall())
    return [_positions(lists[n], shot) for n in range(len(wanted))]


def _positions(ids: str | None, shot: Snapshot) -> np.ndarray:
    """Ids come as one text: thousands of rows cost more to fetch than to read."""
    if not ids:
        return NOWHERE
    return shot.positions(np.sort(np.fromstring(ids, dtype=np.int64, sep=",")))


def expression(group: Wanted) -> str:
    """The full-text expression of a group; stems hold letters and digits only."""
    if connection.vendor == "postgresql":
        quote, both, either, then = "'", "&", "|", "<->"
    else:
        quote, both, either, then = '"', "AND", "OR", "+"

    def join(words: Phrase, operator: str) -> str:
        inside = f" {operator} ".join(f"{quote}{word}{quote}" for word in words)
        return f"({inside})"

    choices = [join(group.words, both)]
    choices += [join(phrase, then) for phrase, _label in group.synonyms]
    return f" {either} ".join(choices)
