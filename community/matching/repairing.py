"""After a refusal or a silence, the next best person, and nobody else disturbed.

What is found waits as a draft: nothing leaves before somebody has looked.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.matching.mails import tell_repaired
from community.matching.models import Match
from community.matching.planning import Choices, keep_draft
from community.matching.plans import PlanRun
from community.matching.question import build_problem, labels
from community.matching.repair import refill
from community.matching.solver import standing
from resources.jobs.tasks import task


def repair_soon(match: Match) -> None:
    """Look for somebody else once the answer is in; the answer waits for nothing."""
    transaction.on_commit(lambda: repair_after.enqueue(match.pk), robust=True)


@task(backend="jobs")
def repair_after(match_id: int) -> None:
    match = Match.objects.select_related("school__territory").get(pk=match_id)
    repaired = repaired_draft(match)
    if repaired and repaired.result["pairs"]:
        tell_repaired(repaired)


def repaired_draft(match: Match, author: Any = None) -> PlanRun | None:
    """Keep a draft that offers the school its next best, and the mentor one if asked.

    None while a draft already waits: it says itself that the facts have moved.
    """
    territory = match.school.territory
    if PlanRun.objects.unsent().filter(territory=territory).exists():
        return None
    question = build_problem(territory)
    inside = {school.id for school in question.schools}
    people = {mentor.id for mentor in question.mentors}
    schools = [str(match.school_id)] if str(match.school_id) in inside else []
    asks = match.wants_another and str(match.mentor_id) in people
    plan = refill(
        standing(question, labels()),
        mentors=[str(match.mentor_id)] if asks else [],
        schools=schools,
    )
    if not len(plan.picked):
        return None
    return keep_draft(territory, author, plan, Choices(), {"after": match.pk})
