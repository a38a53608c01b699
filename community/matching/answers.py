"""Answers and what follows from them, in one transaction: who is told, who is next."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.matching.choices import MatchStatus, PlanStatus
from community.matching.mails import tell_mentor, tell_school
from community.matching.models import Match
from community.matching.plans import PlanRun
from community.matching.repairing import repair_soon
from community.requests.choices import RequestStatus


@transaction.atomic
def say_yes(match: Match, by: Any = None) -> None:
    match.accept(by)
    if match.status == MatchStatus.ACTIVE:
        _take_up(match, by)
    tell_school(match)
    close_if_answered(match)


@transaction.atomic
def say_no(match: Match, by: Any = None, **why: Any) -> None:
    match.decline(by, **why)
    close_if_answered(match)
    repair_soon(match)


@transaction.atomic
def welcome(match: Match, by: Any) -> None:
    match.welcome(by)
    _take_up(match, by)
    tell_mentor(match)


@transaction.atomic
def turn_down(match: Match, by: Any, reason: str) -> None:
    match.turn_down(by, reason)
    tell_mentor(match)
    repair_soon(match)


@transaction.atomic
def run_out(match: Match) -> None:
    match.expire()
    close_if_answered(match)
    repair_soon(match)


def _take_up(match: Match, by: Any) -> None:
    """Both said yes: the request they meet for is being served, given up or not."""
    if match.request:
        match.request.follow(RequestStatus.MATCHING, by)


def close_if_answered(match: Match) -> None:
    """A plan whose proposals are all answered is over."""
    if match.plan_id:
        over = PlanRun.objects.finished().filter(pk=match.plan_id)
        over.update(status=PlanStatus.CLOSED)
