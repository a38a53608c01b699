"""Every day: late answers are told to stand-ins, and what is over is forgotten."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.requests.choices import ALIVE_STATUSES, RequestStatus
from community.requests.mails import tell_stand_in
from community.requests.models import SessionRequest
from resources.jobs.daily import daily

DRAFT_KEPT = dt.timedelta(days=1)
CONTACT_KEPT = dt.timedelta(days=365)


@daily("requests.overdue", hour=8)
def tell_late_answers(day: dt.date) -> int:
    """Tell stand-ins of the requests whose promised day is over; return how many."""
    late = SessionRequest.objects.overdue(day).select_related("school__territory")
    return sum(tell_stand_in(request) for request in late.order_by("pk"))


@daily("requests.purge", hour=4)
def purge(day: dt.date) -> tuple[int, int]:
    """Drop drafts nobody confirmed; a year after the end, forget who asked."""
    now = timezone.now()
    requests = SessionRequest.objects
    drafts = requests.filter(
        status=RequestStatus.DRAFT, created_at__lt=now - DRAFT_KEPT
    )
    dropped = drafts.count()
    drafts.delete()
    ended = Coalesce(F("answered_at"), F("submitted_at"), F("created_at"))
    old = requests.exclude(status__in=[*ALIVE_STATUSES, RequestStatus.DRAFT])
    old = old.annotate(ended=ended).filter(ended__lt=now - CONTACT_KEPT)
    named = old.exclude(contact_email="", contact_name="")
    return dropped, named.update(contact_email="", contact_name="", contact_role="")
