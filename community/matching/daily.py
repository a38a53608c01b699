"""Every day: reminders before the end, ends, and old plans forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.matching.answers import give_up_waiting, run_out
from community.matching.choices import PlanStatus
from community.matching.mails import remind, remind_school
from community.matching.models import Match
from community.matching.plans import PlanRun
from mentors.profiles.choices import MentorStatus
from resources.jobs.daily import daily

REMINDED_BEFORE = dt.timedelta(days=3)
SCHOOL_REMINDED_AFTER = dt.timedelta(days=3)
REPLACED_KEPT = dt.timedelta(days=30)
FACTS_KEPT = dt.timedelta(days=365)


@daily("matches.remind", hour=9)
@transaction.atomic
def remind_unanswered(day: dt.date) -> int:
    """Three days before the end, write once more; return how many mails."""
    now = timezone.now()
    waiting = Match.objects.proposed().filter(
        expires_at__gt=now,
        expires_at__date__lte=day + REMINDED_BEFORE,
        reminded_at=None,
    )
    matches = list(
        waiting.select_related("mentor__user", "school__territory").order_by("pk")
    )
    Match.objects.filter(pk__in=[m.pk for m in matches]).update(reminded_at=now)
    return remind(matches)


@daily("matches.expire", hour=6)
def expire_unanswered(day: dt.date) -> int:
    """End the proposals nobody answered; return how many."""
    over = Match.objects.expired(timezone.now()).order_by("pk")
    matches = over.select_related("school__territory")
    return sum(_ends(run_out, match) for match in matches)


def _ends(end: Callable[[Match], None], match: Match) -> bool:
    try:
        end(match)
    except ValidationError:  # answered in the meantime
        return False
    return True


@daily("matches.remind_schools", hour=9)
def remind_schools(day: dt.date) -> int:
    """Three days after a yes that a school left there, write once more."""
    now = timezone.now()
    waiting = Match.objects.accepted().filter(
        answered_at__lte=now - SCHOOL_REMINDED_AFTER,
        school_reminded_at=None,
        mentor__status=MentorStatus.APPROVED,
    )
    waiting = waiting.exclude(pk__in=Match.objects.unheard(now)).order_by("pk")
    return sum(_remind_school(pk, now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _remind_school(pk: int, now: dt.datetime) -> int:
    """Mark, then write; a school that answers at this moment is left alone."""
    held = Match.objects.accepted().filter(pk=pk, school_reminded_at=None)
    if not held.update(school_reminded_at=now):
        return 0
    sides = ("school__territory", "mentor__user", "mentor__commune", "request__author")
    return remind_school(Match.objects.select_related(*sides).get(pk=pk)).count


@daily("matches.unheard", hour=6)
def end_unheard(day: dt.date) -> int:
    """End the yeses that a school left ten days without an answer; return how many."""
    over = Match.objects.unheard(timezone.now()).order_by("pk")
    sides = ("school__territory", "mentor__user")
    return sum(_ends(give_up_waiting, match) for match in over.select_related(*sides))


@daily("plans.forget", hour=4)
def forget_plans(day: dt.date) -> int:
    """Drop replaced plans after a month, and after a year the facts of those sent."""
    plans = PlanRun.objects
    old = plans.filter(
        status=PlanStatus.DISCARDED, created_at__date__lt=day - REPLACED_KEPT
    )
    dropped = old.count()
    old.delete()
    known = plans.filter(created_at__date__lt=day - FACTS_KEPT).exclude(snapshot={})
    return dropped + known.update(snapshot={})
