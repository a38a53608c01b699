"""Writing a mail: kept with the change it tells of, sent once that change is in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import strip_tags

from mentors.mailing.choices import MailStatus
from mentors.mailing.letters import LONGEST_SUBJECT, write
from mentors.mailing.models import Mail
from mentors.mailing.sending import deliver

Recipient = Any  # a user, or a plain address


def post(
    to: Recipient,
    template: str,
    context: dict[str, Any],
    *,
    key: str,
    why: str,
    about: str = "",
    cooldown: dt.timedelta | None = None,
    can_wait: bool = False,
    is_secret: bool = False,
) -> Mail | None:
    """Write a mail, to leave when the caller's transaction is in; return it.

    `key` names the occasion, its part before « : » the kind of mail; `why` is the
    sentence that tells the person why they get it. None when this occasion was already
    written to, or when a mail of this kind about the same thing left less than
    `cooldown` ago. A mail that `can_wait` goes into the weekly digest: a sentence or
    two, without greeting. One that holds a secret link `is_secret`.
    """
    letter = write(template, context)
    user = None if isinstance(to, str) else to
    mail = Mail(
        key=key,
        kind=key.partition(":")[0],
        about=about,
        recipient=user,
        address=to if user is None else user.email,
        subject=letter.subject,
        text=letter.text,
        why=why,
        is_secret=is_secret,
        status=MailStatus.HELD if can_wait else MailStatus.QUEUED,
    )
    if cooldown and _left_lately(mail, cooldown):
        return None
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        if Mail.objects.filter(key=key).exists():
            return None
        raise
    if not can_wait:
        _queue(mail)
    return mail


def post_message(
    message: EmailMessage,
    *,
    kind: str,
    why: str,
    useful_for: dt.timedelta | None = None,
) -> list[Mail]:
    """Write what Django or a library wants to send, one mail per recipient.

    Its text goes as soon as it left, since it may hold a code. ValueError when a file
    is attached, which no mail of the site has.
    """
    if message.attachments:
        raise ValueError("The outbox keeps no file attached to a mail.")
    now = timezone.now()
    subject = " ".join(str(message.subject).split())[:LONGEST_SUBJECT]
    mails = [
        Mail(
            key=f"{kind}:{uuid.uuid4()}",
            kind=kind,
            address=parseaddr(recipient)[1],
            subject=subject,
            text=_text_of(message) or subject,
            why=why,
            is_secret=True,
            useful_until=useful_for and now + useful_for,
        )
        for recipient in message.recipients()
    ]
    with transaction.atomic():
        for mail in mails:
            mail.save()
            _queue(mail)
    return mails


def _text_of(message: EmailMessage) -> str:
    body = str(message.body)
    return (strip_tags(body) if message.content_subtype == "html" else body).strip()


def _queue(mail: Mail) -> None:
    # Should the queue itself fail, the clock finds the mail within a minute.
    transaction.on_commit(partial(deliver.enqueue, mail.pk), robust=True)


def _left_lately(mail: Mail, cooldown: dt.timedelta) -> bool:
    since = timezone.now() - cooldown
    return Mail.objects.about_the_same(mail).filter(written_at__gt=since).exists()


def post_to_all(people: Iterable[Any], template: str, context: Any, **how: Any) -> int:
    """Write the same mail to several people, each under the key and their number."""
    key = how.pop("key")
    posted = [
        post(person, template, context, key=f"{key}:{person.pk}", **how)
        for person in people
    ]
    return sum(mail is not None for mail in posted)
