"""Where and when somebody signed in, forgotten once that session is over."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from resources.jobs.daily import daily

NIGHT = 4  # after Django's own have gone (resources/jobs/framework.py)


@daily("accounts.closed_sessions", hour=NIGHT)
def forget(day: dt.date) -> int:
    """Delete the rows of sessions that ended; allauth does it when one looks only."""
    living = Session.objects.values("session_key")
    return UserSession.objects.exclude(session_key__in=living).delete()[0]
