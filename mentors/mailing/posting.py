"""Writing a mail: kept with the change it tells of, sent once that change is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentors.mailing.choices import MailStatus
from mentors.mailing.letters import write
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
        # Should the queue itself fail, the clock finds the mail within a minute.
        transaction.on_commit(partial(deliver.enqueue, mail.pk), robust=True)
    return mail


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
