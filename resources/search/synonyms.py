"""The staff's synonyms as stems, and the table of what each phrase also finds."""

from __future__ import annotations

from resources.search.fold import fold
from resources.search.models import Synonym
from resources.vocabularies.loading import synonym_rows

Phrase = tuple[str, ...]
Table = dict[Phrase, tuple["Alternative", ...]]
Alternative = tuple[Phrase, str]  # stems, and the words to show


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
    table: dict[Phrase, dict[Phrase, str]] = {}
    rows = Synonym.objects.order_by("pk").values_list("words", "one_way")
    for words, one_way in rows:
        phrases = [(tuple(fold(word)), word.strip()) for word in words.split(",")]
        phrases = [phrase for phrase in phrases if phrase[0]]
        sources = phrases[:-1] if one_way else phrases
        targets = phrases[-1:] if one_way else phrases
        for source, _label in sources:
            found = table.setdefault(source, {})
            found.update((stems, label) for stems, label in targets if stems != source)
    return {phrase: tuple(found.items()) for phrase, found in table.items()}
