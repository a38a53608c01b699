"""A workshop is near: both sides read it the week before and the day before.

Once each for a date: confirmed meanwhile, it is not written again.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.sessions.mails import tell_school, tell_team
from community.sessions.models import AwarenessSession
from resources.jobs.daily import daily

A_DAY = dt.timedelta(days=1)
# A worker that slept for two days still reminds of the week.
WEEK = (dt.timedelta(days=5), dt.timedelta(days=7))
# Who was told of this date yesterday knows it.
FRESH = dt.timedelta(days=2)


@daily("sessions.week_before", hour=8)
def remind_week(day: dt.date) -> int:
    """Remind of what comes in a week; return of how many workshops."""
    fresh = timezone.now() - FRESH
    near = _between(day + WEEK[0], day + WEEK[1])
    return sum(_remind(one, "week") for one in near if one.changed_at < fresh)


@daily("sessions.day_before", hour=8)
def remind_eve(day: dt.date) -> int:
    """Remind of tomorrow's; return of how many workshops."""
    return sum(_remind(one, "eve") for one in _between(day + A_DAY, day + A_DAY))


def _between(first: dt.date, last: dt.date) -> list[AwarenessSession]:
    """The days are those of each school."""
    midnight = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    coming = AwarenessSession.objects.coming().filter(
        starts_at__gte=midnight - A_DAY,
        starts_at__lt=midnight + (last - first) + 3 * A_DAY,
    )
    sessions = coming.select_related(
        "school__territory", "mentor__user", "mentor__commune", "request"
    ).prefetch_related("themes")
    return [one for one in sessions if first <= one.local_start.date() <= last]


@transaction.atomic
def _remind(session: AwarenessSession, what: str) -> bool:
    key = f"session-{what}:{session.pk}:{session.starts_at:%Y%m%d%H%M}"
    team = tell_team(session, what, None, key=key)
    return bool(tell_school(session, what, key=key).count + len(team))
