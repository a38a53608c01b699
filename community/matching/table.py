"""A problem as arrays: places on the sphere, wishes as bits. Imports no Django.

Mentors and schools are sorted by id first: nothing after this sees the order of input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from community.matching.problem import Pair, Problem

EARTH_KM = 6371.0088
WISHES = ("slots", "themes", "languages")
WORD = (1 << 64) - 1


class Table:
    """Sorted mentors and schools of a problem, and one array per fact about them."""

    def __init__(self, problem: Problem) -> None:
        self.mentors = sorted(problem.mentors, key=lambda m: m.id)
        self.schools = sorted(problem.schools, key=lambda s: s.id)
        self._row = {m.id: i for i, m in enumerate(self.mentors)}
        self._column = {s.id: i for i, s in enumerate(self.schools)}
        self.mentor_points = unit_points((m.lat, m.lon) for m in self.mentors)
        self.school_points = unit_points((s.lat, s.lon) for s in self.schools)
        self.radius = np.array([m.radius_km for m in self.mentors], dtype=float)
        self.mentor_remote = np.array([m.remote for m in self.mentors], dtype=bool)
        self.school_remote = np.array([s.remote for s in self.schools], dtype=bool)
        self._bits = {wish: self._bitsets(wish) for wish in WISHES}
        self.asked = {
            wish: np.array([len(getattr(s, wish)) for s in self.schools], dtype=int)
            for wish in WISHES
        }

    def _bitsets(self, wish: str) -> tuple[np.ndarray, np.ndarray]:
        """Both sides as rows of 64-bit words, over what schools ask."""
        offers = [getattr(m, wish) for m in self.mentors]
        wishes = [getattr(s, wish) for s in self.schools]
        bit = {slug: i for i, slug in enumerate(sorted(set().union(*wishes)))}
        words = max(1, -(-len(bit) // 64))
        return _rows(offers, bit, words), _rows(wishes, bit, words)

    def common(self, wish: str, mentor: np.ndarray, school: np.ndarray) -> np.ndarray:
        """Count what each pair of indices has in common among what is asked."""
        offers, asks = self._bits[wish]
        both = np.zeros(len(mentor), dtype=np.int16)
        for word in range(offers.shape[1]):
            both += np.bitwise_count(offers[mentor, word] & asks[school, word])
        return both

    def km(self, mentor: np.ndarray, school: np.ndarray) -> np.ndarray:
        """Return the great-circle kilometres of each pair of indices."""
        square = np.zeros(len(mentor))
        for axis in range(3):
            a, b = self.mentor_points[:, axis], self.school_points[:, axis]
            square += (a[mentor] - b[school]) ** 2
        return km_of_chord(np.sqrt(square))

    def row(self, mentor: str) -> int | None:
        return self._row.get(mentor)

    def column(self, school: str) -> int | None:
        return self._column.get(school)

    def keys(self, pairs: Iterable[Pair]) -> np.ndarray:
        """Return pairs of ids as numbers: mentor index × schools + school index."""
        width = len(self.schools)
        keys = [self._row[m] * width + self._column[s] for m, s in pairs]
        return np.array(keys, dtype=np.int64)

    def key(self, mentor: np.ndarray, school: np.ndarray) -> np.ndarray:
        """Return pairs of indices as such numbers."""
        return mentor.astype(np.int64) * len(self.schools) + school

    def split(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the mentor and school indices of such numbers."""
        return np.divmod(keys, max(1, len(self.schools)))


def unit_points(places: Iterable[tuple[float, float]]) -> np.ndarray:
    """Return points of the unit sphere, shape (places, 3), of degrees (lat, lon)."""
    degrees = np.array(list(places), dtype=float).reshape(-1, 2)
    lat, lon = np.radians(degrees).T
    return np.column_stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    )


def km_of_chord(chord: np.ndarray) -> np.ndarray:
    """Turn straight lines through the unit sphere into kilometres on the ground."""
    return 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1))


def km_between_points(points: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Return the kilometres from each of the points of the sphere to another."""
    return km_of_chord(np.sqrt(((points - point) ** 2).sum(axis=1)))


def chord_of_km(km: np.ndarray) -> np.ndarray:
    return 2 * np.sin(np.minimum(km / (2 * EARTH_KM), np.pi / 2))


def _rows(
    sets: Sequence[frozenset[str]], bit: dict[str, int], words: int
) -> np.ndarray:
    rows = np.zeros((len(sets), words), dtype=np.uint64)
    for i, slugs in enumerate(sets):
        number = sum(1 << bit[slug] for slug in slugs if slug in bit)
        for word in range(words):
            rows[i, word] = number >> (64 * word) & WORD
    return rows
