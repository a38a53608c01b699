"""Handing mails to the mail server: each once, again later when it does not answer."""

from __future__ import annotations

import datetime as dt
import logging
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from mentors.mailing.choices import WAITING_STATUSES, MailStatus
from mentors.mailing.letters import to_html
from mentors.mailing.models import Mail
from resources.jobs.tasks import task

logger = logging.getLogger(__name__)

# After each failed attempt; then the mail is given up and shows in the log.
WAITS = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
AT_ONCE = 200


@task(backend="jobs")
def deliver(mail_id: int) -> None:
    """Send one mail, unless another worker has it or it has left."""
    now = timezone.now()
    taken = Mail.objects.due(now).filter(pk=mail_id)
    if not taken.update(
        status=MailStatus.SENDING, taken_at=now, attempts=F("attempts") + 1
    ):
        return
    mail = Mail.objects.get(pk=mail_id)
    if mail.is_too_late(now):
        mail.status, mail.error = MailStatus.FAILED, "TooLate"
        return _note(mail)
    try:
        transport().send_messages([message_of(mail)])
    except (OSError, SMTPException) as error:
        _put_off(mail, error, now)
    else:
        mail.status, mail.sent_at, mail.error = MailStatus.SENT, timezone.now(), ""
        _note(mail)


def transport() -> BaseEmailBackend:
    """Return the way to the mail server: the mailer `transport` of the settings."""
    if settings.DJANGO_6:
        from django.core.mail import mailers

        return mailers["transport"]
    chosen = settings.MAILERS["transport"]
    return get_connection(chosen["BACKEND"], **chosen.get("OPTIONS", {}))


def _note(mail: Mail) -> None:
    if mail.is_secret and mail.status not in WAITING_STATUSES:
        mail.text = ""
    mail.save(update_fields=["status", "error", "next_try_at", "sent_at", "text"])


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return the message; sent twice by a lost worker, it keeps the same Message-ID."""
    signature = f"\n\n--\u0020\n{mail.why}\n{settings.WAGTAILADMIN_BASE_URL}\n"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text + signature,
        to=[mail.address],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>"},
    )
    message.attach_alternative(to_html(mail.subject, mail.text, mail.why), "text/html")
    return message


def _put_off(mail: Mail, error: Exception, now: dt.datetime) -> None:
    """Try later; an address that the server refuses is not tried again."""
    is_final = isinstance(error, SMTPRecipientsRefused) or mail.attempts > len(WAITS)
    # The class of the error only: its text may hold the address.
    logger.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
    mail.error = type(error).__name__
    mail.status = MailStatus.FAILED if is_final else MailStatus.QUEUED
    if not is_final:
        mail.next_try_at = now + WAITS[mail.attempts - 1]
    _note(mail)


def deliver_due() -> int:
    """Give the workers every mail that should have left; return how many."""
    due = Mail.objects.due(timezone.now()).values_list("pk", flat=True)
    ids = list(due.order_by("next_try_at", "pk")[:AT_ONCE])
    for pk in ids:
        deliver.enqueue(pk)
    return len(ids)
