"""The staff's synonyms as stems, and the table of what each phrase also finds."""

from __future__ import annotations

from typing import NamedTuple

from resources.search.fold import fold, spelt
from resources.search.models import Synonym
from resources.search.spoken import is_small_talk
from resources.vocabularies.loading import synonym_rows

Phrase = tuple[str, ...]


class Alternative(NamedTuple):
    """What may stand for a word: its stems, the words to show, and whether it widens.

    « tiktok » widens to the social networks: where it happens, seldom the subject.
    """

    stems: Phrase
    label: str
    is_wider: bool = False


Table = dict[Phrase, tuple[Alternative, ...]]


def load_synonyms() -> int:
    """Add the missing synonyms of the data file; return how many."""
    known = set(Synonym.objects.values_list("words", flat=True))
    new = [
        Synonym(words=words, one_way=one_way)
        for words, one_way in synonym_rows()
        if words not in known
    ]
    return len(Synonym.objects.bulk_create(new))


def synonym_table() -> Table:
    """Return {stems: what else finds them}, from the staff's rows as they are now."""
    table: dict[Phrase, dict[Phrase, Alternative]] = {}
    rows = Synonym.objects.order_by("one_way", "pk").values_list("words", "one_way")
    for words, one_way in rows:
        phrases = [(tuple(fold(word)), word.strip()) for word in words.split(",")]
        phrases = [phrase for phrase in phrases if phrase[0]]
        sources = phrases[:-1] if one_way else phrases
        targets = phrases[-1:] if one_way else phrases
        for source, _label in sources:
            found = table.setdefault(source, {})
            for target, label in targets:
                if target != source and not is_small_talk(target):
                    found.setdefault(target, Alternative(target, label, one_way))
    return {phrase: tuple(found.values()) for phrase, found in table.items()}


def synonym_words() -> dict[str, str]:
    """Return {folded word: as written} of the staff's rows."""
    return spelt(" ".join(Synonym.objects.values_list("words", flat=True)))
