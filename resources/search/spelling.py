"""Mend a misspelt word from the words that pages use. Pure: no Django, no database.

French is misspelt by ear: « telefone », « controle parantal », « arselement ». Words
are compared by how they sound first, then by how they are written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4

# Spellings of one sound, in the order they are replaced. A crude ear is enough: it
# only has to give the same key to a word and to its misspellings.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"(.)\1+", r"\1"),
        (r"ph", "f"),
        (r"sch|sh", "ch"),
        (r"gn", "N"),
        (r"g(?=[eiy])|ge(?=[ao])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"c(?=[eiy])|sc(?=[eiy])", "s"),
        (r"ti(?=on|el|al)", "si"),
        (r"qu|ck|q|c(?!h)", "k"),
        (r"(?<!c)h", ""),
        (r"eau|au", "o"),
        (r"(?:ain|ein|in|im|yn|ym|un)(?![aeiouy])", "I"),
        (r"(?:an|am|en|em)(?![aeiouy])", "A"),
        (r"(?:on|om)(?![aeiouy])", "O"),
        (r"ai|ei|ay|ey", "e"),
        (r"y", "i"),
        (r"z", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(?<=[a-zA-Z]{2})(?:es|ent|er|ez|et|e|s|t|d)$", ""),
        (r"(.)\1+", r"\1"),
    ]
]


def sound(word: str) -> str:
    """Return how a folded word sounds: « telephone » and « telefone » agree."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


class Speller:
    """Knows {folded word: spelling}; `mend` gives the nearest ones, best first."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(sorted(words.items()))
        self._folded = [word for word in self.words if len(word) >= SHORTEST]
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._folded:
            self._by_sound[sound(word)].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def mend(self, word: str, most: int = 5) -> list[str]:
        """Return folded words near `word`, at most `most`; [] when none is near.

        One slip is forgiven up to six letters, two from seven on. A word that sounds
        the same comes before one that only looks alike; ties go to the first letter,
        then to the alphabet.
        """
        if len(word) < SHORTEST:
            return []
        slips = 1 if len(word) <= 6 else 2
        near = process.extract(
            word, self._folded, scorer=OSA.distance, score_cutoff=slips, limit=50
        )
        found = {match: float(distance) for match, distance, _index in near}
        for match in self._by_sound.get(sound(word), ()):
            found[match] = min(found.get(match, 0.5), 0.5)
        ranked = sorted(
            found, key=lambda match: (found[match], match[0] != word[0], match)
        )
        return ranked[:most]
