"""Mend a misspelt word from the words that pages use. Pure: no Django, no database.

French is misspelt by ear: « telefone », « controle parantal », « arselement ». Words
are compared by how they sound first, then by how they are written.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resources.search.fold import fold_letters

SHORTEST = 4
SHORT = 6  # letters up to which a changed letter must be a likely one
LONG_SOUND = 6  # sounds from which one may be wrong

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


# Keys that touch on a French keyboard, and consonants that a child mixes up.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_MIXED = ("aeiouy", "bp", "ck", "dt", "fv", "gj", "mn", "sz", "kq", "ij")
_CLOSE = {
    frozenset(pair) for letters in _MIXED for pair in itertools.combinations(letters, 2)
} | {frozenset(pair) for row in _ROWS for pair in itertools.pairwise(row)}


def _is_slip(word: str, match: str) -> bool:
    """Could a hand or an ear take one for the other? Not « ligue » for « ligne »."""
    if len(word) > SHORT or len(word) != len(match):
        return True
    changed = [frozenset(p) for p in zip(word, match, strict=True) if p[0] != p[1]]
    return len(changed) != 1 or changed[0] in _CLOSE


class Speller:
    """Knows {folded word: spelling}; `mend` gives the nearest ones, best first."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(sorted(words.items()))
        self._folded = [word for word in self.words if len(word) >= SHORTEST]
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._folded:
            self._by_sound[self._sound(word)].append(word)
        self._sounds = [key for key in self._by_sound if len(key) >= LONG_SOUND]

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def _sound(self, word: str) -> str:
        """A cedilla is lost in folding, and heard."""
        shown = self.words[word]
        return sound(fold_letters(shown.replace("ç", "ss")) if "ç" in shown else word)

    def alike(self, word: str) -> list[str]:
        """Return the words that sound as `word` does."""
        return [match for match in self._by_sound.get(sound(word), ()) if match != word]

    def mend(self, word: str, most: int = 5, is_lax: bool = False) -> list[str]:
        """Return folded words near `word`, at most `most`; [] when none is near.

        One slip is forgiven up to six letters, two from seven on. A word that sounds
        the same comes before one that only looks alike; ties go to the first letter,
        then to the alphabet. `is_lax` takes unlikely slips too: to offer, not to read.
        """
        if len(word) < SHORTEST:
            return []
        found = self._written_near(word, is_lax)
        for match, distance in self._heard_near(word):
            found[match] = min(found.get(match, distance), distance)
        ranked = sorted(
            found, key=lambda match: (found[match], match[0] != word[0], match)
        )
        return ranked[:most]

    def _written_near(self, word: str, is_lax: bool) -> dict[str, float]:
        slips = 1 if len(word) <= 6 else 2
        near = process.extract(
            word, self._folded, scorer=OSA.distance, score_cutoff=slips, limit=50
        )
        return {
            match: float(distance)
            for match, distance, _index in near
            if is_lax
            or (_is_slip(word, match) and (distance < 2 or match[0] == word[0]))
        }

    def _heard_near(self, word: str) -> Iterator[tuple[str, float]]:
        heard = sound(word)
        for match in self._by_sound.get(heard, ()):
            yield match, 0.5
        if len(heard) < LONG_SOUND:
            return
        near = process.extract(
            heard, self._sounds, scorer=OSA.distance, score_cutoff=1, limit=20
        )
        for key, _distance, _index in near:
            for match in self._by_sound[key]:
                yield match, 1.5
