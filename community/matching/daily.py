"""Every day: a reminder before the end, an end, and old plans forgotten."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.matching.answers import run_out
from community.matching.choices import PlanStatus
from community.matching.mails import remind
from community.matching.models import Match
from community.matching.plans import PlanRun
from resources.jobs.daily import daily

REMINDED_BEFORE = dt.timedelta(days=3)
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
    return sum(_expire(match) for match in over.select_related("school__territory"))


def _expire(match: Match) -> bool:
    try:
        run_out(match)
    except ValidationError:  # answered in the meantime
        return False
    return True


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
