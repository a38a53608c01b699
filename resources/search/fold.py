"""One way to turn French text into search stems, for indexing and for questions.

Pure: no Django, no database. Both databases store and look up its output, so both
find the same pages.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import chain

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
    avoir besoin bonjour car chaque chose combien contre dis dit dois doit doivent
    etes faire fait faut fera fois il lors lorsque merci mieux moins parce peut
    peuvent peux pourquoi pourrait pourtant puis quelque quelques quoique sais savoir
    serait si soit suis tant tous tout toute toutes tres trop veulent veut
    veux voici voila voudrais vouloir
    bcp ct dc ds jai ke kel kelle kes ki koi kom kwa pcq pk pkoi pq pr qd qq ss tjs tjr
    tt ya svp slt bjr mrc jvx
    """.split()
)

# Words that the stemmer would leave apart from their singular, or join to another:
# « notez » is no mark, « réglez » no rule, « télé » no telephone.
EXCEPTIONS = {
    "ados": "ado",
    "applis": "appli",
    "aveux": "aveu",
    "cheveux": "cheveu",
    "codage": "programmation",
    "coller": "afficher",
    "collez": "afficher",
    "comptez": "calculer",
    "coder": "programmer",
    "enjeux": "enjeu",
    "feux": "feu",
    "infos": "info",
    "jeux": "jeu",
    "lieux": "lieu",
    "milieux": "milieu",
    "neveux": "neveu",
    "noter": "inscrire",
    "notez": "inscrire",
    "pseudos": "pseudo",
    "regler": "reglage",
    "reglez": "reglage",
    "reglons": "reglage",
    "rezo": "reseau",
    "rezos": "reseau",
    "tele": "television",
    "teles": "television",
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
# Beyond Latin letters, signs and punctuation, a mark may be inside a word.
_UNUSUAL = re.compile("[^\x00-\u024f\u2000-\u206f\u20a0-\u20bf]")
_FEMININE = re.compile(r"(t)rices?$|(?<=[a-z])euses?$")
_WRITTEN = re.compile(r"[^\W\d_]{3,}")
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


def spelt(text: str) -> dict[str, str]:
    """Return {folded word: the word as written, in lower case} without stop words."""
    found: dict[str, str] = {}
    for written in dict.fromkeys(_WRITTEN.findall(text.lower())):
        word = fold_letters(written)
        if word not in STOP_WORDS and len(word) <= MAX_LETTERS and word.isalnum():
            found.setdefault(word, written)
    return found


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`, in order, without stop words.

    Anything that is not a letter or a digit separates, so no word can be query syntax.
    """
    return [_masculine(word) for word in plain_words(text)]


def plain_words(text: str) -> list[str]:
    """The same words as they are spelt: what begins with « télé » is no television."""
    words = _WORD.findall(fold_letters(text))
    return [word[:MAX_LETTERS] for word in words if word not in STOP_WORDS][:MAX_WORDS]


def _masculine(word: str) -> str:
    """« influenceuse » meets « influenceur »; the stemmer keeps them apart."""
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    return _FEMININE.sub(lambda m: f"{m[1] or ''}eur", word) if len(word) > 6 else word


def stems(words: list[str]) -> list[str]:
    """Return the stem of each folded word."""
    return _stem(words)


def fold(text: str) -> list[str]:
    """Return the stems of `text`, in order, without stop words.

    Accents first, stem second: « élève » and « eleve » must meet.
    """
    text = unicodedata.normalize("NFC", text)
    if _UNUSUAL.search(text):
        return _stem(words_of(text))
    return list(chain.from_iterable(map(_stems_of, _WORD.findall(text))))[:MAX_WORDS]


@lru_cache(maxsize=50_000)
def _stems_of(written: str) -> tuple[str, ...]:
    """The stems of one word as written: texts say the same few thousand again."""
    return tuple(_stem(words_of(written)))
