"""Every day: ways to reach parents that have served are forgotten."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from community.requests.helping.models import HelpRequest
from resources.jobs.daily import daily


@daily("help.purge", hour=4)
def forget_contacts(day: dt.date) -> int:
    """Keep commune, theme and dates for the figures; return how many were emptied."""
    old = HelpRequest.objects.to_forget(timezone.now())
    return old.update(reach="", first_name="")
