"""Every day: invitations that nobody may accept any more are forgotten."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from community.schools.contacts import SchoolInvitation
from resources.jobs.daily import daily


@daily("schools.invitations", hour=4)
def forget_invitations(day: dt.date) -> int:
    """Drop those that expired three months ago; return how many."""
    return SchoolInvitation.objects.to_forget(timezone.now()).delete()[0]
