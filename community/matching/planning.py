"""A plan computed and kept as a territory's draft; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction

from community.matching import explain, fairness, problem, solver
from community.matching.board import Board
from community.matching.choices import PlanStatus
from community.matching.facts import snapshot
from community.matching.openings import openings
from community.matching.places import homes_of
from community.matching.plan import Plan
from community.matching.plans import PlanRun
from community.matching.question import build_problem, labels
from resources.models import Territory


@dataclass(frozen=True)
class Choices:
    """What a coordinator decided by hand about the draft."""

    locked: Sequence[problem.Pair] = ()
    removed: Sequence[problem.Pair] = ()

    @property
    def any(self) -> bool:
        return bool(self.locked or self.removed)


def choices_of(plan: PlanRun | None) -> Choices:
    return Choices(plan.locked, plan.removed) if plan else Choices()


def compute_plan(
    territory: Territory,
    author: Any,
    choices: Choices | None = None,
    previous: PlanRun | None = None,
) -> PlanRun:
    """Solve the territory and keep the result as its draft; nothing is sent.

    With `previous`, the pairs somebody has read stay where nothing better is at stake.
    """
    chosen = choices or Choices()
    read = [(str(p["mentor"]), str(p["school"])) for p in pairs_of(previous)]
    question, let_go = _with_locks_that_hold(
        build_problem(territory, chosen.locked, chosen.removed, read)
    )
    chosen = replace(chosen, locked=[p for p in chosen.locked if p not in let_go])
    plan = solver.solve(question, labels())
    free = _without_choices(territory, plan) if chosen.any else plan
    more = {"best": asdict(free.objective), "let_go": let_go}
    return keep_draft(territory, author, plan, chosen, more)


def _with_locks_that_hold(
    question: problem.Problem,
) -> tuple[problem.Problem, list[problem.Pair]]:
    """Let go the locks that facts have made impossible since; return them too."""
    if not question.locked:
        return question, []
    gone = [question.locked[i] for i in Board(question).impossible_locks()]
    held = [pair for pair in question.locked if pair not in gone]
    return replace(question, locked=held), gone


def pairs_of(plan: PlanRun | None) -> list[dict[str, Any]]:
    return plan.result["pairs"] if plan else []


def _without_choices(territory: Territory, plan: Plan) -> Plan:
    """Solve as if nothing had been chosen by hand: what the choices cost."""
    return solver.solve(build_problem(territory), plan.labels)


def keep_draft(
    territory: Territory,
    author: Any,
    plan: Plan,
    choices: Choices,
    more: dict[str, Any],
) -> PlanRun:
    """Write a plan down as the one draft of its territory, in place of the last."""
    question = plan.board.problem
    result = {
        "pairs": described(plan),
        "unserved": [asdict(left) for left in plan.unserved],
        "objective": asdict(plan.objective),
        "mentors": len(question.mentors),
        "schools": len(question.schools),
        "priority": sum(school.priority for school in question.schools),
        "places": sum(school.places for school in question.schools),
        "kept": len(question.kept),
        "seconds": round(plan.seconds, 3),
        "fairness": asdict(fairness.fairness(plan)),
        "openings": [asdict(o) for o in openings(plan, homes_of(territory))],
    } | more
    parameters = {
        "locked": [list(pair) for pair in choices.locked],
        "removed": [list(pair) for pair in choices.removed],
    }
    with transaction.atomic():
        # The territory's row makes two computations follow each other.
        Territory.objects.select_for_update().get(pk=territory.pk)
        unsent = PlanRun.objects.unsent().filter(territory=territory)
        unsent.update(status=PlanStatus.DISCARDED)
        return PlanRun.objects.create(
            territory=territory,
            author=author,
            parameters=parameters,
            snapshot=snapshot(question),
            result=result,
        )


def described(plan: Plan) -> list[dict[str, Any]]:
    """Return the pairs as they are shown, best fit first."""
    mentors = {mentor.id: mentor for mentor in plan.board.problem.mentors}
    schools = {school.id: school for school in plan.board.problem.schools}
    return [
        {
            "mentor": int(match.mentor),
            "school": int(match.school),
            "score": round(match.score / 10),
            "km": match.km,
            "locked": match.locked,
            "reasons": explain.reasons(
                match, mentors[match.mentor], schools[match.school], plan.labels
            ),
        }
        for match in sorted(plan.matches, key=lambda m: (-m.score, m.school))
    ]
