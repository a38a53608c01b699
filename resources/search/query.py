"""Answer a reader's words: which pages hold all of them, and how well.

Order is computed here from stored stems, not by the database's own ranking, so that
SQLite and PostgreSQL agree to the last place. Knows no page model.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from resources.search.fold import fold
from resources.search.models import IndexedText, IndexedTextQuerySet
from resources.search.synonyms import Alternative, Phrase, Table, synonym_table

MAX_LETTERS = 200
MAX_WORDS = 12

# Where a word was found; a synonym counts less than the word itself.
IN_TITLE, IN_TITLE_SYNONYM, IN_THEME, IN_THEME_SYNONYM, IN_BODY = 12, 9, 6, 5, 1


@dataclass(frozen=True)
class Wanted:
    """One word (or known phrase) of the question and what may stand for it."""

    words: Phrase
    synonyms: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Hit:
    page_id: int
    score: int


def parse(text: str) -> list[Wanted]:
    """Cut a question into wanted words; empty when nothing can be searched."""
    stems = list(dict.fromkeys(fold(text[:MAX_LETTERS])))[:MAX_WORDS]
    if not stems:
        return []
    table = synonym_table()
    longest = max(map(len, table), default=1)
    wanted, start = [], 0
    while start < len(stems):
        phrase = _longest_phrase(stems, start, longest, table)
        wanted.append(Wanted(phrase, table.get(phrase, ())))
        start += len(phrase)
    return wanted


def _longest_phrase(stems: list[str], start: int, longest: int, table: Table) -> Phrase:
    for size in range(min(longest, len(stems) - start), 1, -1):
        phrase = tuple(stems[start : start + size])
        if phrase in table:
            return phrase
    return (stems[start],)


def matching(wanted: list[Wanted]) -> IndexedTextQuerySet:
    """Rows that hold every wanted word, or one of its synonyms; all when none asked."""
    rows = IndexedText.objects.all()
    if not wanted:
        return rows
    sql, compiled = _compile(wanted)
    return rows.filter(page_id__in=RawSQL(sql, [compiled]))  # noqa: S611


def _compile(wanted: list[Wanted]) -> tuple[str, str]:
    """Stems hold letters and digits only, and are quoted besides."""
    if connection.vendor == "postgresql":
        sql = "SELECT page_id FROM resources_indexedtext WHERE vector @@ %s::tsquery"
        return sql, _expression(wanted, quote="'", both="&", either="|", then="<->")
    sql = "SELECT rowid FROM resources_fts WHERE resources_fts MATCH %s"
    return sql, _expression(wanted, quote='"', both="AND", either="OR", then="+")


def _expression(
    wanted: list[Wanted], *, quote: str, both: str, either: str, then: str
) -> str:
    def join(words: Phrase, operator: str) -> str:
        inside = f" {operator} ".join(f"{quote}{word}{quote}" for word in words)
        return f"({inside})"

    groups = []
    for group in wanted:
        choices = [join(group.words, both)]
        choices += [join(phrase, then) for phrase, _label in group.synonyms]
        groups.append("(" + f" {either} ".join(choices) + ")")
    return f" {both} ".join(groups)


def score(wanted: list[Wanted], title: str, theme: str) -> int:
    """Add up, over the wanted words, the best place where each was found."""
    title, theme = f" {title} ", f" {theme} "
    return sum(_best_place(group, title, theme) for group in wanted)


def _best_place(group: Wanted, title: str, theme: str) -> int:
    if all(f" {word} " in title for word in group.words):
        return IN_TITLE
    synonyms = [f" {' '.join(phrase)} " for phrase, _label in group.synonyms]
    if any(phrase in title for phrase in synonyms):
        return IN_TITLE_SYNONYM
    if all(f" {word} " in theme for word in group.words):
        return IN_THEME
    if any(phrase in theme for phrase in synonyms):
        return IN_THEME_SYNONYM
    return IN_BODY


def search(text: str) -> list[Hit]:
    """Return readable pages that hold every word of `text`, best first.

    Order: score, then the most recently reviewed, then the oldest page id.
    """
    wanted = parse(text)
    if not wanted:
        return []
    rows = matching(wanted).readable()
    found = rows.values_list("page_id", "title", "theme", "reviewed_day")
    ranked = sorted(
        (-score(wanted, title, theme), -day, page_id)
        for page_id, title, theme, day in found
    )
    return [Hit(page_id, -negative) for negative, _day, page_id in ranked]
