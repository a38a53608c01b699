"""The weekly digest: what asks for nothing waits for Monday, in one mail a person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.mailing.choices import MailStatus
from mentors.mailing.models import Mail
from mentors.mailing.posting import post
from resources.jobs.daily import daily

MONDAY = 0
MOST_ITEMS = 12


@daily("mailing.digest", weekday=MONDAY)
def send_digests(day: dt.date) -> int:
    """Send what waited, one mail an address; return how many mails."""
    by_address: dict[str, list[Mail]] = defaultdict(list)
    for mail in Mail.objects.held().select_related("recipient").order_by("pk"):
        by_address[mail.address].append(mail)
    for address, mails in by_address.items():
        _send_digest(address, mails, day)
    return len(by_address)


@transaction.atomic
def _send_digest(address: str, mails: list[Mail], day: dt.date) -> None:
    post(
        mails[0].recipient or address,
        "mailing/mail_digest.txt",
        {"mails": mails[:MOST_ITEMS], "more": len(mails) - MOST_ITEMS},
        key=f"digest:{day}:{address}"[:120],
        why=_("Vous recevez un récapitulatif par semaine au plus."),
    )
    ids = [mail.pk for mail in mails]
    Mail.objects.filter(pk__in=ids).update(
        status=MailStatus.DIGESTED, sent_at=timezone.now()
    )


@daily("mailing.purge")
def purge(day: dt.date) -> tuple[int, int]:
    """Forget old texts, then old rows; return how many of each."""
    now = timezone.now()
    texts = Mail.objects.with_old_text(now).update(text="", subject="")
    rows = Mail.objects.to_forget(now).delete()[0]
    return texts, rows
