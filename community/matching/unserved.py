"""Why a school is left without anyone, and what would change it. Imports no Django.

The reason is the first rule that nobody passes, in the order near, languages, slots,
themes, allowed; when somebody passes them all, an optimal plan proves them all taken.
Advice that names free people has counted them: following it serves the school.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from community.matching.problem import Mentor, School
from community.matching.table import chord_of_km, km_of_chord
from community.matching.words import NBSP, Labels, french_km, french_list, names, people

if TYPE_CHECKING:
    from community.matching.plan import Plan

ONE_MORE = "Un parent ressource de plus à proximité"


@dataclass(frozen=True)
class Unserved:
    """A school without anyone: a stable code, its sentence, and what would help."""

    school: str
    reason: str
    sentence: str
    would_help: str


def explain_unserved(plan: Plan, labels: Labels) -> list[Unserved]:
    """Say for each school left without anyone why, and what would change it."""
    around, column = _Around(plan), plan.board.table.column
    return [
        _explain_one(plan, around, column(uid), labels) for uid in plan.unserved_ids
    ]


def _explain_one(plan: Plan, around: _Around, i: int, labels: Labels) -> Unserved:
    school = plan.board.table.schools[i]
    left = {stage: int(counts[i]) for stage, counts in plan.board.remaining.items()}
    if school.places == 0:
        said = ("no-place", "Aucune place demandée", "Demander au moins une place")
    elif not left["near"]:
        said = _nobody_near(around, i, school)
    elif not left["languages"]:
        said = _language_missing(around, i, school, labels)
    elif not left["slots"]:
        said = _no_common_slot(around, i, school, labels)
    elif not left["themes"]:
        said = _no_common_theme(around, i, school, labels)
    else:
        said = _all_taken(plan, i, left["allowed"])
    return Unserved(school.id, *said)


def _nobody_near(around: _Around, i: int, school: School) -> tuple[str, str, str]:
    nearest = around.nearest(i)
    if nearest is None:
        return "nobody-near", "Aucun parent ressource", "Un premier parent ressource"
    km, mentor = nearest
    sentence = (
        f"Personne à portée{NBSP}: la personne la plus proche est à {french_km(km)} "
        f"et se déplace à {french_km(mentor.radius_km)} au plus"
    )
    remote = around.free(i, school, without="near") if not school.remote else []
    remote = [mentor for mentor in remote if mentor.remote]
    if remote:
        return (
            "nobody-near",
            sentence,
            f"Accepter la visio{NBSP}: {people(len(remote))}",
        )
    return "nobody-near", sentence, ONE_MORE


def _language_missing(
    around: _Around, i: int, school: School, labels: Labels
) -> tuple[str, str, str]:
    asked = french_list(names("languages", school.languages, labels))
    free = around.free(i, school, without="languages")
    would_help = f"Un parent ressource qui parle {asked}"
    if free:
        would_help += f", ou un interprète{NBSP}: {people(len(free))}"
    return "language-missing", f"Personne à portée ne parle {asked}", would_help


def _no_common_slot(
    around: _Around, i: int, school: School, labels: Labels
) -> tuple[str, str, str]:
    asked = french_list(names("slots", school.slots, labels), last="ou")
    free = around.free(i, school, without="slots")
    would_help = _widen("slots", free, labels) or f"Une personne libre {asked}"
    sentence = f"Aucun créneau en commun{NBSP}: l’école demande {asked}"
    return "no-common-slot", sentence, would_help


def _no_common_theme(
    around: _Around, i: int, school: School, labels: Labels
) -> tuple[str, str, str]:
    asked = french_list(names("themes", school.themes, labels), last="ou")
    free = around.free(i, school, without="themes")
    would_help = _widen("themes", free, labels) or f"Une personne qui anime {asked}"
    return "no-common-theme", f"Personne à portée n’anime {asked}", would_help


def _widen(kind: str, free: list[Mentor], labels: Labels) -> str:
    """Name the slot or theme that most free people offer; nothing without any."""
    offers = Counter(slug for mentor in free for slug in sorted(getattr(mentor, kind)))
    if not offers:
        return ""
    best = min(offers, key=lambda slug: (-offers[slug], slug))
    return f"Accepter aussi {labels.name(kind, best)}{NBSP}: {people(offers[best])}"


def _all_taken(plan: Plan, i: int, allowed: int) -> tuple[str, str, str]:
    """Tell people set aside or having refused from people who give all they can."""
    refused = plan.board.table.split(plan.refused)[1]
    possible = allowed - int((refused == i).sum())
    if not possible:
        sentence = "Les personnes possibles ont décliné ou sont écartées"
        return "set-aside", sentence, ONE_MORE
    full = "suivent déjà autant d’écoles que prévu"
    sentence = f"Les {possible} personnes possibles {full}"
    if possible == 1:
        sentence = "La seule personne possible suit déjà autant d’écoles que prévu"
    would_help = f"Une école de plus pour l’une d’elles, ou {ONE_MORE.lower()}"
    return "all-full", sentence, would_help


class _Around:
    """Who is near a school, and still has something to give."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.table = plan, plan.board.table
        self.tree = KDTree(self.table.mentor_points) if self.table.mentors else None
        self.reach = chord_of_km(self.table.radius.max(initial=0)) + 1e-9
        forbidden = self.table.keys(plan.board.problem.forbidden)
        self.never = set(np.concatenate([forbidden, plan.refused]).tolist())

    def nearest(self, i: int) -> tuple[float, Mentor] | None:
        """Return the kilometres to the nearest mentor, and who that is."""
        if self.tree is None:
            return None
        chord, row = self.tree.query(self.table.school_points[i])
        return float(km_of_chord(chord)), self.table.mentors[row]

    def free(self, i: int, school: School, without: str) -> list[Mentor]:
        """Return mentors with capacity left who pass every rule but one."""
        if self.tree is None:
            return []
        able = self.plan.room.capacity > 0
        if without == "near":
            rows = np.flatnonzero(able & self.table.mentor_remote)
        else:
            rows = self._within_reach(i, school)
            rows = rows[able[rows]]
        return [
            self.table.mentors[row]
            for row in rows.tolist()
            if self._passes(row, i, school, without)
        ]

    def _within_reach(self, i: int, school: School) -> np.ndarray:
        found = self.tree.query_ball_point(self.table.school_points[i], self.reach)
        rows = np.array(sorted(found), dtype=np.int64)
        near = self.table.km(rows, np.full_like(rows, i)) <= self.table.radius[rows]
        remote = np.flatnonzero(self.table.mentor_remote & school.remote)
        return np.union1d(rows[near], remote)

    def _passes(self, row: int, i: int, school: School, without: str) -> bool:
        mentor = self.table.mentors[row]
        rules = {
            "languages": school.languages <= mentor.languages,
            "slots": not school.slots or bool(school.slots & mentor.slots),
            "themes": not school.themes or bool(school.themes & mentor.themes),
            "allowed": school.id not in mentor.avoid
            and row * len(self.table.schools) + i not in self.never,
        }
        return all(passed for rule, passed in rules.items() if rule != without)
