"""The facts a plan was made from, and what has changed since, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.matching import problem
from community.matching.plans import PlanRun
from community.matching.question import build_problem
from community.schools.models import School
from mentors.models import Mentor

MOST_TOLD = 12
# What is told of a mentor or a school whose fact moved; the others are « a changé ».
FACTS = {
    "slots": gettext_lazy("ses moments"),
    "themes": gettext_lazy("ses thèmes"),
    "languages": gettext_lazy("ses langues"),
    "radius_km": gettext_lazy("sa distance"),
    "capacity": gettext_lazy("son nombre d’écoles"),
    "places": gettext_lazy("le nombre de personnes voulues"),
    "lat": gettext_lazy("son adresse"),
}


def snapshot(question: problem.Problem) -> dict[str, Any]:
    """Return the facts of a problem as JSON; experience only colours the words."""
    return {
        "mentors": {m.id: _facts(m, MENTOR_FACTS) for m in question.mentors},
        "schools": {s.id: _facts(s, SCHOOL_FACTS) for s in question.schools},
        "kept": [list(pair) for pair in question.kept],
        "forbidden": [list(pair) for pair in question.forbidden],
    }


WISHES = ("lat", "lon", "remote", "slots", "themes", "languages")
MENTOR_FACTS = (*WISHES, "radius_km", "capacity", "avoid")
SCHOOL_FACTS = (*WISHES, "places", "priority")


def _facts(side: Any, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(side, name) for name in names}
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in values.items()}


def changes(plan: PlanRun) -> list[str]:
    """Say what moved since the plan was made, most telling first; nothing when fresh.

    A new fact that could only have made the plan better counts too: the coordinator
    has not seen it.
    """
    now = snapshot(build_problem(plan.territory, plan.locked, plan.removed))
    before = plan.snapshot
    if now == before:
        return []
    names = _Names(before, now)
    told = [*_pair_changes(before, now, names), *_side_changes(before, now, names)]
    return told or [_("Des faits ont changé.")]


class _Names:
    """How the people and places of two snapshots are called."""

    def __init__(self, before: dict, now: dict) -> None:
        mentors = {*before.get("mentors", {}), *now["mentors"]}
        schools = {*before.get("schools", {}), *now["schools"]}
        people = Mentor.objects.select_related("user").in_bulk(
            [int(m) for m in mentors]
        )
        self.mentors = {str(pk): one.display_name for pk, one in people.items()}
        places = School.objects.in_bulk([int(s) for s in schools])
        self.schools = {str(pk): str(one) for pk, one in places.items()}

    def pair(self, pair: tuple[str, str]) -> str:
        return f"{self.mentors.get(pair[0], '?')} – {self.schools.get(pair[1], '?')}"


def _pair_changes(before: dict, now: dict, names: _Names) -> list[str]:
    sentences = [
        ("kept", _("%s : mise en relation nouvelle"), _("%s : n’est plus en cours")),
        ("forbidden", _("%s : paire écartée"), _("%s : n’est plus écartée")),
    ]
    told = []
    for name, new, gone in sentences:
        old = {tuple(pair) for pair in before.get(name, [])}
        current = {tuple(pair) for pair in now[name]}
        told += [new % names.pair(pair) for pair in sorted(current - old)]
        told += [gone % names.pair(pair) for pair in sorted(old - current)]
    return told


def _side_changes(before: dict, now: dict, names: _Names) -> list[str]:
    sentences = {
        "mentors": (_("%s peut être proposé"), _("%s n’est plus disponible")),
        "schools": (_("%s peut recevoir quelqu’un"), _("%s ne se planifie plus")),
    }
    told = []
    for side, (new, gone) in sentences.items():
        old, current, called = before.get(side, {}), now[side], getattr(names, side)
        told += [gone % called.get(uid, "?") for uid in sorted({*old} - {*current})]
        told += [new % called.get(uid, "?") for uid in sorted({*current} - {*old})]
        for uid in sorted({*old} & {*current}):
            if what := _moved(old[uid], current[uid]):
                told.append(f"{called.get(uid, '?')} : {what}")
    return told


def _moved(old: dict[str, Any], current: dict[str, Any]) -> str:
    moved = [name for name in current if old.get(name) != current[name]]
    if not moved:
        return ""
    said = [str(FACTS[name]) for name in moved if name in FACTS]
    return _("a changé %s") % ", ".join(said) if said else _("a changé")
