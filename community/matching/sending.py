"""A plan that somebody has read becomes proposals, once, if the facts still hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.matching.choices import MatchOrigin, PlanStatus
from community.matching.facts import changes
from community.matching.mails import announce
from community.matching.models import Match
from community.matching.plans import PlanRun
from community.requests.choices import RequestStatus
from community.requests.mails import tell_answer
from community.requests.models import SessionRequest
from community.schools.models import School
from mentors.models import Mentor

MOST_TOLD = 5


@transaction.atomic
def send_plan(plan: PlanRun, by: Any) -> list[Match]:
    """Make the proposals of a reviewed plan and write to the mentors, or neither."""
    matches = make_proposals(plan, by)
    announce(matches)
    take_up_requests(matches, by)
    return matches


def take_up_requests(matches: Iterable[Match], by: Any) -> None:
    """Somebody is asked: a request that was only received is taken up, and its school
    knows. One that is being served already hears nothing again."""
    for request in {match.request for match in matches if match.request}:
        if request.follow(RequestStatus.MATCHING, by):
            tell_answer(request, "")


def make_proposals(plan: PlanRun, by: Any) -> list[Match]:
    """Turn a reviewed plan's pairs into proposals.

    Everybody the plan names is locked before the facts are compared: an answer or
    another plan that comes at the same moment is before, and makes this plan stale, or
    after, and counts its proposals. ValidationError says what changed.
    """
    with transaction.atomic():
        plan.hold(PlanStatus.REVIEWED)
        _hold_sides(plan)
        require_fresh(plan)
        requests = _requests_by_school(plan)
        matches = [
            Match.objects.create(
                mentor_id=pair["mentor"],
                school_id=pair["school"],
                request=requests.get(pair["school"]),
                plan=plan,
                origin=MatchOrigin.PLANNER,
                score=pair["score"],
                reasons=pair["reasons"],
            )
            for pair in plan.result["pairs"]
        ]
        plan.mark_sent(by, len(matches))
    return matches


def _hold_sides(plan: PlanRun) -> None:
    """Lock mentors, then schools, each by number: the order of every answer."""
    pairs = plan.result["pairs"]
    for model, name in ((Mentor, "mentor"), (School, "school")):
        rows = model.objects.filter(pk__in={pair[name] for pair in pairs})
        list(rows.select_for_update().order_by("pk").values_list("pk"))


def require_fresh(plan: PlanRun) -> None:
    told = changes(plan)
    if not told:
        return
    more = len(told) - MOST_TOLD
    listed = " ; ".join(told[:MOST_TOLD]) + (
        _(" ; et %s autres") % more if more > 0 else ""
    )
    raise ValidationError(
        _("La situation a changé depuis ce calcul (%s). Recalculez avant d’envoyer.")
        % listed
    )


def _requests_by_school(plan: PlanRun) -> dict[int, SessionRequest]:
    schools = [pair["school"] for pair in plan.result["pairs"]]
    requests = SessionRequest.objects.open().filter(school__in=schools)
    return {request.school_id: request for request in requests}
