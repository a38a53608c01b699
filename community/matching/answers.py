"""Answers and what follows from them, in one transaction: who is told, who is next."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.matching.choices import MatchStatus, PlanStatus
from community.matching.mails import tell_mentor, tell_school, tell_those_in_charge
from community.matching.models import Match
from community.matching.plans import PlanRun
from community.matching.repairing import repair_soon
from community.requests.choices import RequestStatus
from community.requests.school_voice import Told


@transaction.atomic
def say_yes(match: Match, by: Any = None) -> Told:
    """The mentor's yes; return what became of the school's mail, for pages to say."""
    match.accept(by)
    if match.status == MatchStatus.ACTIVE:
        _take_up(match, by)
    told = tell_school(match)
    match.keep_told(told.kind if told.count else "")
    tell_those_in_charge(match, told)
    close_if_answered(match)
    return told


@transaction.atomic
def say_no(match: Match, by: Any = None, **why: Any) -> None:
    match.decline(by, **why)
    close_if_answered(match)
    repair_soon(match)


@transaction.atomic
def welcome(match: Match, by: Any = None) -> bool:
    """The school's yes; return whether the mentor was written to."""
    match.welcome(by)
    _take_up(match, by)
    return tell_mentor(match)


@transaction.atomic
def turn_down(match: Match, by: Any, reason: str) -> bool:
    """The school's no; return whether the mentor was written to."""
    match.turn_down(by, reason)
    repair_soon(match)
    return tell_mentor(match)


@transaction.atomic
def give_up_waiting(match: Match) -> None:
    """The school said nothing: the mentor reads it kindly, others are looked for."""
    match.fall_silent()
    tell_mentor(match)
    repair_soon(match)


@transaction.atomic
def withdraw(match: Match, by: Any) -> None:
    match.withdraw(by)
    close_if_answered(match)
    repair_soon(match)


@transaction.atomic
def end(match: Match, by: Any, reason: str = "") -> None:
    """Stop what was begun and look for somebody else; the caller tells both sides."""
    match.end(by, reason)
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
