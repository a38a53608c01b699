"""Reasons in words: why this pair, and why a school is left without anyone.

Every sentence is one that a coordinator can repeat on the phone. Imports no Django:
labels of slots, themes and languages come from the caller, their slugs serve else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from community.matching.candidates import distances
from community.matching.problem import Mentor, School
from community.matching.solver import Plan, PlannedMatch

NBSP = "\u00a0"


@dataclass(frozen=True)
class Labels:
    """French names by slug: « jeudi soir », « temps d’écran », « turc »."""

    slots: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unserved:
    """A school without anyone: a stable code, its sentence, and what would help."""

    school: str
    reason: str
    sentence: str
    would_help: str


def french_km(km: float) -> str:
    """Return « 3,2 km », with a no-break space."""
    return f"{km:.1f}".replace(".", ",") + f"{NBSP}km"


def reasons(
    match: PlannedMatch, mentor: Mentor, school: School, labels: Labels
) -> list[str]:
    """Return the reasons of one pair, most telling first."""
    near = match.km <= mentor.radius_km
    said = [f"à {french_km(match.km)}" if near else "en visio"]
    said += _common("slots", mentor, school, labels.slots, "{} en commun")
    spoken = sorted(mentor.languages & school.languages)
    for slug in spoken:
        said.append(f"parle {labels.languages.get(slug, slug)} (demandé)")
    said += _common("themes", mentor, school, labels.themes, "thème {}")
    return said


def _common(
    kind: str, mentor: Mentor, school: School, labels: Mapping[str, str], form: str
) -> list[str]:
    common = sorted(getattr(mentor, kind) & getattr(school, kind))
    named = [labels.get(slug, slug) for slug in common[:2]]
    return [form.format(" et ".join(named))] if named else []


def explain_unserved(plan: Plan, labels: Labels) -> list[Unserved]:
    """Say for each school left without anyone why, and what would change it."""
    found = plan.candidates
    index = {school.id: i for i, school in enumerate(found.schools)}
    return [_explain_one(plan, index[uid], labels) for uid in plan.unserved]


def _explain_one(plan: Plan, i: int, labels: Labels) -> Unserved:
    found, school = plan.candidates, plan.candidates.schools[i]
    left = {stage: int(counts[i]) for stage, counts in found.remaining.items()}
    if school.places == 0:
        said = ("no-place", "Aucune place demandée", "Demander au moins une place")
    elif not left["near"]:
        said = _nobody_near(plan, i)
    elif not left["languages"]:
        asked = ", ".join(labels.languages.get(s, s) for s in sorted(school.languages))
        said = (
            "language-missing",
            f"Personne à proximité ne parle{NBSP}: {asked}",
            f"Un parent ressource qui parle {asked}",
        )
    elif not left["slots"]:
        asked = ", ".join(labels.slots.get(s, s) for s in sorted(school.slots))
        said = (
            "no-common-slot",
            f"Aucun créneau en commun{NBSP}: l’école demande {asked}",
            "Proposer un autre créneau à l’école",
        )
    elif not left["themes"]:
        asked = ", ".join(labels.themes.get(s, s) for s in sorted(school.themes))
        said = (
            "no-common-theme",
            f"Personne à proximité n’anime{NBSP}: {asked}",
            "Élargir les thèmes demandés",
        )
    elif not left["allowed"]:
        said = (
            "set-aside",
            "Les personnes possibles ont décliné ou sont écartées",
            "Trouver une autre personne à proximité",
        )
    else:
        said = (
            "all-full",
            _full_sentence(left["allowed"]),
            "Une école de plus pour l’une d’elles, ou une personne de plus",
        )
    return Unserved(school.id, *said)


def _full_sentence(people: int) -> str:
    if people == 1:
        return "La seule personne possible suit déjà autant d’écoles que prévu"
    return f"Les {people} personnes possibles suivent déjà autant d’écoles que prévu"


def _nobody_near(plan: Plan, i: int) -> tuple[str, str, str]:
    """Name the distance of the nearest volunteer, when there is one at all."""
    mentors, schools = plan.candidates.mentors, plan.candidates.schools
    if not mentors:
        return "nobody-near", "Aucun parent ressource", "Un premier parent ressource"
    everyone = np.arange(len(mentors))
    km = distances(mentors, schools, everyone, np.full_like(everyone, i))
    nearest = float(km.min())
    return (
        "nobody-near",
        f"Personne à portée{NBSP}: la plus proche est à {french_km(nearest)}",
        "Un parent ressource plus proche, ou un atelier en visio",
    )
