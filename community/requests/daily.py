"""Every day: late answers are told to stand-ins."""

from __future__ import annotations

import datetime as dt

from community.requests.mails import tell_stand_in
from community.requests.models import SessionRequest
from resources.jobs.daily import daily


@daily("requests.overdue", hour=8)
def tell_late_answers(day: dt.date) -> int:
    """Tell stand-ins of the requests whose promised day is over; return how many."""
    late = SessionRequest.objects.overdue(day).select_related("school__territory")
    return sum(tell_stand_in(request) for request in late.order_by("pk"))
