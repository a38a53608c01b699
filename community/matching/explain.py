"""Reasons in words: why this pair; `unserved.py` says why a school is left out.

Every sentence is one that a coordinator can repeat on the phone. Imports no Django:
labels of slots, themes and languages come from the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.matching.problem import Mentor, School
from community.matching.unserved import Unserved, explain_unserved
from community.matching.words import NBSP, Labels, french_km, french_list, names

if TYPE_CHECKING:
    from community.matching.plan import PlannedMatch

__all__ = ["Labels", "Unserved", "explain_unserved", "reasons"]


def reasons(
    match: PlannedMatch, mentor: Mentor, school: School, labels: Labels
) -> list[str]:
    """Return the reasons of one pair, most telling first."""
    near = "tout près" if match.km < 0.1 else f"à {french_km(match.km)}"
    said = ["en visio" if match.remote else near]
    slots = names("slots", mentor.slots & school.slots, labels)
    if slots:
        said.append(f"{french_list(slots)} en commun")
    for name in names("languages", school.languages & mentor.languages, labels):
        said.append(f"parle {name} (demandé)")
    for slug in sorted(mentor.themes & school.themes):
        times = mentor.held.get(slug, 0)
        done = f" (déjà animé {times}{NBSP}fois)" if times else ""
        said.append(f"thème {labels.name('themes', slug)}{done}")
    if match.parts.get("continuity"):
        said.append("ont déjà travaillé ensemble")
    return said
