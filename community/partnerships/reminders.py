"""Every day: who is reminded to sign, and which agreements are about to end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.partnerships import mails
from community.partnerships.models import Partnership
from community.partnerships.signatories import Signatory
from resources.jobs.daily import daily

REMINDER_DAYS = (10, 3)  # after the link was sent
ALERT_DAYS = (30, 90)  # before the end


@daily("partnerships.remind")
def remind(day: dt.date) -> int:
    """Remind those whose turn it is, at 3 and at 10 days; return how many mails.

    A day without a worker loses nothing: what was due is still due the next day.
    """
    people = Signatory.objects.to_sign().filter(asked_at__isnull=False)
    return sum(_remind(p, day) for p in people.select_related("partnership__territory"))


@transaction.atomic
def _remind(person: Signatory, day: dt.date) -> bool:
    waited = (day - timezone.localdate(person.asked_at)).days
    due = next((days for days in REMINDER_DAYS if waited >= days), None)
    if due is None or not person.is_turn:
        return False
    return mails.remind(person, str(due)) is not None


@daily("partnerships.ending")
def alert_ending(day: dt.date) -> int:
    """Tell the desk 90 and 30 days before an agreement ends; return how many mails."""
    ending = Partnership.objects.ending(day).select_related("territory")
    return sum(_alert(partnership, day) for partnership in ending)


@transaction.atomic
def _alert(partnership: Partnership, day: dt.date) -> int:
    left = (partnership.ends_on - day).days
    due = next(days for days in ALERT_DAYS if left <= days)
    return mails.tell_ending(partnership, due)
