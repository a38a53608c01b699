"""What to propose while somebody types: pages, themes and glossary words, by prefix."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from resources.generations.models import LIBRARY, current
from resources.glossary.models import GlossaryTerm
from resources.search.fold import fold_letters, plain_words
from resources.vocabularies.models import Theme

MOST = 8
LONGEST = 60


@dataclass(frozen=True)
class Suggestion:
    """`page_id` is 0 for a theme or a word: `query` then finds it."""

    label: str
    query: str
    page_id: int = 0


class Suggestions:
    """Everything that can be proposed, looked up by the start of its words."""

    def __init__(self, entries: list[Suggestion]) -> None:
        self.entries = entries
        pairs = [
            (word, number)
            for number, entry in enumerate(entries)
            for word in dict.fromkeys(plain_words(entry.label))
        ]
        pairs.sort()
        self._words = [word for word, _number in pairs]
        self._numbers = [number for _word, number in pairs]

    @cached_property
    def _starts(self) -> list[str]:
        return [fold_letters(entry.label) for entry in self.entries]

    def like(self, text: str) -> list[Suggestion]:
        """Return at most `MOST` entries that hold every word begun in `text`."""
        typed = plain_words(text[:LONGEST])
        if not typed:
            return []
        found: set[int] | None = None
        for word in typed:
            numbers = self._starting(word)
            found = numbers if found is None else found & numbers
        start = fold_letters(text.strip())
        ranked = sorted(
            found or (),
            key=lambda n: (
                not self._starts[n].startswith(start),
                self.entries[n].page_id > 0,
                len(self.entries[n].label),
                n,
            ),
        )
        labels = {self.entries[number].label: number for number in reversed(ranked)}
        kept = set(labels.values())
        return [self.entries[n] for n in ranked if n in kept][:MOST]

    def _starting(self, word: str) -> set[int]:
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + "\uffff")
        return set(self._numbers[low:high])


_kept: dict[str, tuple[str, Suggestions]] = {}


def suggest(text: str) -> list[Suggestion]:
    """Propose for what is typed; one small query while content does not change."""
    token = current(LIBRARY)
    known, kept = _kept.get(LIBRARY, ("", None))
    if kept is None or not token or known != token:
        kept = Suggestions(_entries())
        _kept[LIBRARY] = (token, kept)
    return kept.like(text)


def _entries() -> list[Suggestion]:
    themes = Theme.objects.in_use().values_list("label", flat=True)
    words = GlossaryTerm.objects.values_list("word", flat=True)
    known = [Suggestion(label, label) for label in dict.fromkeys([*themes, *words])]
    return known + [Suggestion(title, title, pk) for pk, title in _titles()]


def _titles() -> Any:
    pages = Page.objects.live().public().exclude(indexed_text=None)
    return pages.order_by("pk").values_list("pk", "title")
