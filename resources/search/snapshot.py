"""The index's short columns in memory: what counting and ranking read at every search.

Loaded once per generation and process: 10,000 pages hold in a few megabytes. The long
text stays in the database, whose full-text index says which pages hold a word.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from resources.generations.models import LIBRARY, current
from resources.glossary.finding import Glossary, read_glossary
from resources.search.models import IndexedText, IndexedWord, PromotedResult
from resources.search.spelling import Speller
from resources.search.synonyms import Table, synonym_table, synonym_words

COLUMNS = ("page_id", "title", "theme", "summary", "facets", "minutes", "reviewed_day")
NOWHERE = np.empty(0, dtype=np.int64)

Postings = dict[str, np.ndarray]


class Words:
    """What the staff and the pages say, read when first asked for."""

    @cached_property
    def synonyms(self) -> Table:
        return synonym_table()

    @cached_property
    def promotions(self) -> list[PromotedResult]:
        return list(PromotedResult.objects.all())

    @cached_property
    def speller(self) -> Speller:
        words = dict(IndexedWord.objects.values_list("folded", "shown"))
        return Speller(synonym_words() | words)

    @cached_property
    def glossary(self) -> Glossary:
        return read_glossary()


@dataclass(frozen=True)
class Snapshot:
    """Readable pages by position, in the order of their ids, and the staff's words.

    `marks` gives the column of each facet mark in `matrix`, which holds 0 or 1 as
    float32: exact for sums under 16 million, and what a processor adds up fastest;
    `fields` the positions that hold a stem, by field; `lengths` how many stems a title
    has.
    """

    token: str
    page_ids: np.ndarray
    minutes: np.ndarray
    reviewed: np.ndarray
    marks: dict[str, int]
    matrix: np.ndarray
    fields: dict[str, Postings]
    lengths: np.ndarray
    words: Words

    def __len__(self) -> int:
        return len(self.page_ids)

    def positions(self, page_ids: np.ndarray) -> np.ndarray:
        """Positions of these ids, those that may not be read left out; ids sorted."""
        if not len(self.page_ids):
            return NOWHERE
        places = np.searchsorted(self.page_ids, page_ids)
        places = np.minimum(places, len(self.page_ids) - 1)
        return places[self.page_ids[places] == page_ids]

    def marked(self, mark: str) -> np.ndarray:
        """One boolean per position: does it carry `mark`?"""
        column = self.marks.get(mark)
        if column is None:
            return np.zeros(len(self), dtype=bool)
        return self.matrix[:, column] > 0

    def holding(self, name: str, stems: Iterable[str]) -> np.ndarray:
        """Positions whose field `name` holds every stem."""
        found: np.ndarray | None = None
        for stem in stems:
            places = self.fields[name].get(stem, NOWHERE)
            found = places if found is None else np.intersect1d(found, places, True)
        return NOWHERE if found is None else found

    def is_about(self, stems: Iterable[str]) -> bool:
        """Is there a page whose title, theme or summary holds these?"""
        return any(len(self.holding(name, stems)) for name in self.fields)

    def of_age(self, ages: Iterable[int]) -> np.ndarray:
        """One boolean per position: is it for a child of one of these `ages`, in years?

        Age bands are marks such as "age:6-11".
        """
        passed = np.zeros(len(self), dtype=bool)
        for mark in self.marks:
            if mark.startswith("age:"):
                low, high = map(int, mark.removeprefix("age:").split("-"))
                if any(low <= age <= high for age in ages):
                    passed |= self.marked(mark)
        return passed

    @property
    def synonyms(self) -> Table:
        return self.words.synonyms

    @property
    def promotions(self) -> list[PromotedResult]:
        return self.words.promotions

    @property
    def speller(self) -> Speller:
        return self.words.speller


_lock = threading.Lock()
_kept: dict[str, tuple[str, Snapshot]] = {}
_words: dict[str, Words] = {}


def snapshot(kind: str = "", token: str = "") -> Snapshot:
    """Return the snapshot of the content as it is now: one small query if unchanged.

    `kind` keeps the pages marked so ("resource"): what others say then weighs nothing.
    `token` is that of a snapshot just taken, when two must be of the same content.
    """
    token = token or current(LIBRARY)
    known, kept = _kept.get(kind, ("", None))
    if kept is not None and token and known == token:
        return kept
    with _lock:
        known, kept = _kept.get(kind, ("", None))
        if kept is not None and token and known == token:
            return kept
        fresh = _load(token, kind)
        _kept[kind] = (token, fresh)
    return fresh


def _words_of(token: str) -> Words:
    """The same words for every kind's snapshot of a generation."""
    if not token:
        return Words()
    if token not in _words:
        _words.clear()
        _words[token] = Words()
    return _words[token]


def _load(token: str, kind: str) -> Snapshot:
    found = IndexedText.objects.readable().order_by("page_id")
    rows = [
        row
        for row in found.values_list(*COLUMNS)
        if not kind or f"kind:{kind}" in row[COLUMNS.index("facets")].split()
    ]
    ids, titles, themes, summaries, facets, minutes, days = (
        zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    )
    marks, matrix = _matrix(facets)
    return Snapshot(
        token=token,
        page_ids=np.array(ids, dtype=np.int64),
        minutes=np.array(minutes, dtype=np.int32),
        reviewed=np.array(days, dtype=np.int32),
        marks=marks,
        matrix=matrix,
        fields={
            "title": _postings(titles),
            "theme": _postings(themes),
            "summary": _postings(summaries),
        },
        lengths=np.array([max(1, len(title.split())) for title in titles]),
        words=_words_of(token),
    )


def _matrix(facets: Sequence[str]) -> tuple[dict[str, int], np.ndarray]:
    marks: dict[str, int] = {}
    cells = [
        (row, marks.setdefault(mark, len(marks)))
        for row, text in enumerate(facets)
        for mark in text.split()
    ]
    matrix = np.zeros((len(facets), len(marks)), dtype=np.float32)
    if cells:
        matrix[tuple(np.array(cells).T)] = 1
    return marks, matrix


def _postings(texts: Iterable[str]) -> Postings:
    found: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        for stem in set(text.split()):
            found[stem].append(row)
    return {stem: np.array(rows, dtype=np.int64) for stem, rows in found.items()}
