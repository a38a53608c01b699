"""Put pages in order for a question: rare words first, the title above the text.

Computed here over stored stems, not by the database's own ranking, so that SQLite and
PostgreSQL agree to the last place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from resources.search.query import Asked, Wanted, ask
from resources.search.snapshot import NOWHERE, Snapshot, snapshot

# What a word found in each field is worth, beside one in the text.
FIELDS = {"summary": 2.5, "theme": 3.5, "title": 6.0}
BODY = 1.0
OTHER_FIELDS = 0.3  # of what a word is worth where it is worth less
PART = 0.5  # of its score that a page keeps when it answers little of the question
AS_SYNONYM = 0.8
AS_WIDER = 0.5
SMALL_TALK = 0.3
OF_AGE = 1.2  # a page for a child of the age that was named
SHORT_TITLE = 1.5  # a title that says little else is about that word
EXACT_GROUPS = 2  # up to so many groups, all must be there…
FEW = 3  # …unless fewer pages than this hold them all
KEPT_SHARE = 0.4  # of the best score, below which a long question is not answered


@dataclass(frozen=True)
class Ranking:
    """Scores by position; `kept` says which positions answer the question.

    `is_wide` when no page holds all that was asked.
    """

    shot: Snapshot
    asked: Asked
    scores: np.ndarray
    kept: np.ndarray
    is_wide: bool = False


def rank(text: str, shot: Snapshot, exact: bool = False) -> Ranking:
    """Rank every readable page for `text`; all are kept when it asks for nothing.

    `exact` takes the words as they are typed; else misspelt ones are mended.
    """
    asked = ask(text, shot, exact) if text else Asked()
    scores = np.zeros(len(shot))
    if not asked:
        return Ranking(shot, asked, scores, np.ones(len(shot), dtype=bool))
    of_age = shot.of_age(asked.ages)
    if not asked.found and not asked.unknown:
        return Ranking(shot, asked, scores, of_age)
    found = asked.found
    if not _is_answerable(asked, shot):
        return Ranking(shot, asked, scores, np.zeros(len(shot), dtype=bool))
    weights = np.array([_weight(wanted, hits, shot) for wanted, hits in found])
    holds = np.zeros((len(found), len(shot)), dtype=bool)
    for row, (wanted, hits) in enumerate(found):
        holds[row, hits] = True
        scores += weights[row] * _worth(wanted, hits, shot)
    # A page that answers the whole question goes before one that repeats a word of it.
    scores *= PART + (1 - PART) * (weights @ holds) / weights.sum()
    scores[of_age] *= OF_AGE
    kept, is_wide = _kept(asked, holds, scores)
    return Ranking(shot, asked, scores, kept, is_wide)


def _is_answerable(asked: Asked, shot: Snapshot) -> bool:
    """Is enough of the question known? « horaires piscine » is not about schedules.

    Beside a word that nothing holds, another must be one of the library's subjects:
    in the synonyms or in a theme.
    """
    if not asked.unknown:
        return True
    return any(
        wanted.synonyms or len(shot.holding("theme", wanted.words))
        for wanted, _hits in asked.found
        if not wanted.is_small_talk
    )


def _kept(
    asked: Asked, holds: np.ndarray, scores: np.ndarray
) -> tuple[np.ndarray, bool]:
    """Return which positions answer, and whether none holds all that was asked.

    Small talk need not be there, unless nothing else is asked.
    """
    needed = [not wanted.is_small_talk for wanted, _hits in asked.found]
    if not any(needed):
        needed = [True] * len(needed)
    whole = holds[needed].all(axis=0)
    kept = whole
    if sum(needed) + len(asked.unknown) > EXACT_GROUPS or whole.sum() < FEW:
        kept = whole | ((scores >= KEPT_SHARE * scores.max()) & (scores > 0))
    return kept, bool(asked.unknown) or not whole.any()


def _weight(wanted: Wanted, hits: np.ndarray, shot: Snapshot) -> float:
    """A rare word says more than a common one; small talk and numbers say little."""
    rarity = float(np.log1p(len(shot) / len(hits)))
    return SMALL_TALK * rarity if wanted.is_small_talk else rarity


def _worth(wanted: Wanted, hits: np.ndarray, shot: Snapshot) -> np.ndarray:
    """What the word is worth by position: its best field, and some of the others."""
    best, total = np.zeros(len(shot)), np.zeros(len(shot))
    best[hits] = total[hits] = BODY
    for name, value in FIELDS.items():
        worth = np.zeros(len(shot))
        for phrase, _label, is_wider in wanted.synonyms:
            places = shot.holding(name, phrase)
            share = AS_WIDER if is_wider else AS_SYNONYM
            worth[places] = np.maximum(worth[places], share * value)
        worth[shot.holding(name, wanted.words)] = value
        total += worth
        np.maximum(best, worth, out=best)
    # A synonym is a phrase: its words apart, as these fields may hold them, are not it.
    is_hit = np.zeros(len(shot), dtype=bool)
    is_hit[hits] = True
    worth = (best + OTHER_FIELDS * (total - best)) * is_hit
    places = shot.holding("title", wanted.words)
    worth[places] += SHORT_TITLE * len(wanted.words) / shot.lengths[places]
    return worth


def in_order(ranking: Ranking, places: np.ndarray | None = None) -> np.ndarray:
    """Positions, best first; ties go to the latest check, then to the oldest page."""
    if places is None:
        places = np.flatnonzero(ranking.kept)
    if not len(places):
        return NOWHERE
    shot = ranking.shot
    scores = np.round(ranking.scores[places], 6)
    order = np.lexsort((shot.page_ids[places], -shot.reviewed[places], -scores))
    return places[order]


def search(text: str, kind: str = "") -> list[int]:
    """Return ids of readable pages that answer `text`, best first; [] for no word."""
    ranking = rank(text, snapshot(kind))
    if not ranking.asked:
        return []
    places = in_order(ranking)
    return [int(pk) for pk in ranking.shot.page_ids[places]]
