"""One way to turn French text into search stems, for indexing and for questions.

Pure: no Django, no database. Both databases store and look up its output, so both
find the same pages.
"""

from __future__ import annotations

import re
import threading
import unicodedata

import Stemmer

MAX_WORDS = 10_000  # tsvector positions stop at 16,383
MAX_LETTERS = 60

STOP_WORDS = frozenset(
    """
    a ai as au aux avec c ca ce ceci cela ces cet cette ci comme comment d dans de des
    donc du elle elles en est et etait etre eu eux fais fait faire il ils j je l la le
    les leur leurs lui m ma mais me mes moi mon n ne ni nos notre nous on ont ou par pas
    plus pour qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son
    sont sur t ta te tes toi ton tu un une vos votre vous y
    """.split()
)

# Plurals and short forms that the stemmer leaves apart from their singular.
EXCEPTIONS = {
    "ados": "ado",
    "applis": "appli",
    "aveux": "aveu",
    "cheveux": "cheveu",
    "enjeux": "enjeu",
    "feux": "feu",
    "infos": "info",
    "jeux": "jeu",
    "lieux": "lieu",
    "milieux": "milieu",
    "neveux": "neveu",
    "pseudos": "pseudo",
    "travaux": "travail",
    "voeux": "voeu",
    "yeux": "oeil",
}

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_MARKS = dict.fromkeys(
    code
    for code in range(0x300, 0x20000)
    if unicodedata.category(chr(code)).startswith("M")
)
_WORD = re.compile(r"[^\W_]+")
# A Snowball stemmer keeps state: one for each thread.
_local = threading.local()


def _stem(words: list[str]) -> list[str]:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("french")
    return _local.stemmer.stemWords(words)


def fold_letters(text: str) -> str:
    """Lower case, without accents nor ligatures; other characters are kept."""
    text = unicodedata.normalize("NFKD", text).casefold().lower()
    return text if text.isascii() else text.translate(_LIGATURES).translate(_MARKS)


def fold(text: str) -> list[str]:
    """Return the stems of `text`, in order, without stop words.

    Accents first, stem second: « élève » and « eleve » must meet. Anything that is
    not a letter or a digit separates, so no stem can be query syntax.
    """
    words = _WORD.findall(fold_letters(text))
    kept = [
        EXCEPTIONS.get(word, word)[:MAX_LETTERS]
        for word in words
        if word not in STOP_WORDS
    ]
    return _stem(kept[:MAX_WORDS])
