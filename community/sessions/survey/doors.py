"""When a session's public code opens: for coming in, then for answering."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from community.sessions.choices import FREE_STATUSES
from community.sessions.models import AwarenessSession
from community.sessions.numbers import as_written

EARLY = dt.timedelta(hours=1)
LATE = dt.timedelta(hours=2)  # somebody who forgot says it while leaving
ANSWERED_WITHIN = dt.timedelta(days=7)


@dataclass(frozen=True)
class Door:
    """`why_shut`: early, over, postponed or cancelled; "" while something is taken."""

    why_shut: str
    takes_check_in: bool = False
    takes_answers: bool = False


def door_of(session: AwarenessSession, now: dt.datetime | None = None) -> Door:
    now = now or timezone.now()
    if session.status in FREE_STATUSES:
        return Door(str(session.status))
    if now < session.starts_at - EARLY:
        return Door("early")
    if now > session.ends_at + ANSWERED_WITHIN:
        return Door("over")
    return Door("", now <= session.ends_at + LATE, session.starts_at <= now)


def session_behind(code: str) -> AwarenessSession | None:
    """Return the session of a poster's code; None when nobody gave that code."""
    sessions = AwarenessSession.objects.select_related("school__territory")
    found = sessions.prefetch_related("themes").filter(public_code=as_written(code))
    return found.first()
