"""Which glossary words a question names: « c’est quoi, le phishing ? »."""

from __future__ import annotations

from dataclasses import dataclass

from resources.glossary.models import GlossaryTerm
from resources.search.fold import fold

Glossary = list["Entry"]


@dataclass(frozen=True)
class Entry:
    """A word to show in place; `phrases` are the stems of each form it takes."""

    word: str
    definition: str
    phrases: tuple[frozenset[str], ...]


def read_glossary() -> Glossary:
    return [
        Entry(
            term.word,
            term.definition,
            tuple(
                phrase
                for form in (term.word, *term.forms.split(","))
                if (phrase := frozenset(fold(form)))
            ),
        )
        for term in GlossaryTerm.objects.all()
    ]


def named(glossary: Glossary, stems: set[str], most: int = 3) -> Glossary:
    """Return the entries of which one form stands whole in these stems."""
    found = [
        entry for entry in glossary if any(phrase <= stems for phrase in entry.phrases)
    ]
    return found[:most]
