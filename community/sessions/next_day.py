"""The morning after: « Ça a eu lieu ? », one mail and one link; once more days later.

The link is signed and kept nowhere. It opens a page; only an answer changes anything.
"""

from __future__ import annotations

import datetime as dt

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.sessions.models import AwarenessSession
from mentors.mailing.models import Mail
from mentors.mailing.posting import post
from resources.jobs.daily import daily

SALT = "community.sessions.next_day"
LONGEST = 100  # characters; ours have some sixty
OPEN_FOR = dt.timedelta(days=30)
# A worker that slept for a few days still asks; a month later nobody would answer.
CATCH_UP = dt.timedelta(days=3)
A_DAY = dt.timedelta(days=1)  # clocks differ by less
AGAIN_AFTER = dt.timedelta(days=4)


@daily("sessions.next_day", hour=8)
def ask_whether_held(day: dt.date) -> int:
    """Ask about the sessions of the days before `day`; return how many mails.

    The days are those of each school: Guadeloupe’s evening is the next day in Paris.
    """
    return _ask_about(day - CATCH_UP, day - A_DAY, "held")


@daily("sessions.held_again", hour=8)
def ask_once_more(day: dt.date) -> int:
    """Ask again, four days after, what nobody told; return how many mails."""
    last = day - AGAIN_AFTER
    return _ask_about(last - CATCH_UP + A_DAY, last, "again")


def _ask_about(first: dt.date, last: dt.date, kind: str) -> int:
    midnight = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    sessions = AwarenessSession.objects.to_log().filter(
        starts_at__gte=midnight - A_DAY, mentor__user__is_active=True
    )
    sessions = sessions.select_related("school__territory", "mentor__user")
    asked = [
        _ask(session, kind)
        for session in sessions.prefetch_related("themes")
        if first <= session.local_start.date() <= last
    ]
    return sum(mail is not None for mail in asked)


@transaction.atomic
def _ask(session: AwarenessSession, kind: str) -> Mail | None:
    return post(
        session.mentor.user,
        "community/sessions/mail_next_day.txt",
        {"session": session, "path": path_for(session), "again": kind == "again"},
        key=f"session-{kind}:{session.pk}:{session.sequence}",
        about=f"session {session.pk}",
        why=_("Vous deviez animer cet atelier."),
        is_secret=True,
    )


def path_for(session: AwarenessSession) -> str:
    token = TimestampSigner(salt=SALT).sign(str(session.pk))
    return reverse("sessions:next_day", args=[token])


def session_or_404(token: str) -> AwarenessSession:
    """The door of the link: whoever holds it answers for the mentor, for a month."""
    try:
        signer = TimestampSigner(salt=SALT)
        pk = signer.unsign(token[:LONGEST], max_age=OPEN_FOR)
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    sessions = AwarenessSession.objects.select_related(
        "school__territory", "mentor__user", "request", "report"
    )
    session = sessions.prefetch_related("themes").filter(pk=pk).first()
    if session is None or not session.mentor.user or not session.mentor.user.is_active:
        raise Http404
    return session
