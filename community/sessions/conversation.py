"""A few words between a mentor and a school, kept with their session and mailed once.

Nobody's address or telephone is shown by it: it is the channel of who gave neither.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from community.requests.school_voice import write_to_school
from community.sessions.choices import Side
from community.sessions.models import AwarenessSession
from community.sessions.school_links import session_path
from mentors.mailing.posting import post

LONGEST_MESSAGE = 1000
MOST_A_DAY = 6  # from one side, about one session
OPEN_AFTER = dt.timedelta(days=30)  # from its beginning
TEMPLATE = "community/sessions/mail_message.txt"


class SessionMessage(models.Model):
    """One sending; `key` sent twice is kept and mailed once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        AwarenessSession, models.CASCADE, related_name="messages"
    )
    side = models.CharField(
        gettext_lazy("de la part de"), max_length=12, choices=Side.choices
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(gettext_lazy("message"), max_length=LONGEST_MESSAGE)
    sent_at = models.DateTimeField(gettext_lazy("envoyé le"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("message d’un atelier")
        verbose_name_plural = gettext_lazy("messages d’un atelier")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["session", "sent_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=[Side.MENTOR, Side.SCHOOL]),
                name="session_message_has_two_sides",
                violation_error_message=gettext_lazy("Dites de qui cela vient."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} ({self.get_side_display()})"


def is_open_to_words(session: AwarenessSession) -> bool:
    return session.starts_at > timezone.now() - OPEN_AFTER


def send(
    session: AwarenessSession, side: str, by: Any, key: uuid.UUID, text: str
) -> str:
    """Keep a message and mail it to the other side; return what happened, to be said.

    ValidationError when it is over, or when this side wrote enough for a day.
    """
    if not is_open_to_words(session):
        raise ValidationError(_("Cet atelier est passé depuis longtemps."))
    with transaction.atomic():
        AwarenessSession.objects.select_for_update().get(pk=session.pk)
        if SessionMessage.objects.filter(key=key).exists():
            return _("Ce message est déjà parti.")
        _require_few(session, side)
        message = SessionMessage.objects.create(
            key=key, session=session, side=side, author=by, text=text
        )
        log(session, "sessions.write", user=by, data={"side": side})
        return _to_school(message) if side == Side.MENTOR else _to_mentor(message)


def _require_few(session: AwarenessSession, side: str) -> None:
    since = timezone.now() - dt.timedelta(days=1)
    if session.messages.filter(side=side, sent_at__gt=since).count() >= MOST_A_DAY:
        raise ValidationError(_("Vous avez déjà beaucoup écrit aujourd’hui."))


def _to_school(message: SessionMessage) -> str:
    session = message.session
    told = write_to_school(
        session.school,
        TEMPLATE,
        {"message": message, "session": session, "path": session_path(session)},
        key=f"session-message:{message.pk}",
        about=f"session {session.pk}",
        why=_("Un atelier est prévu dans votre école."),
        ask_call=_("%(name)s écrit : « %(text)s »")
        % {"name": session.mentor.display_name, "text": message.text},
        request=session.request,
        is_secret=True,
    )
    return told.sentence


def _to_mentor(message: SessionMessage) -> str:
    session = message.session
    mail = session.mentor.user and post(
        session.mentor.user,
        TEMPLATE,
        {"message": message, "session": session, "path": ""},
        key=f"session-message:{message.pk}",
        about=f"session {session.pk}",
        why=_("Vous animez cet atelier."),
    )
    if mail is None:
        return _("Ce message est gardé ici, mais personne n’a pu le recevoir.")
    return _("%(name)s a reçu votre message.") % {"name": session.mentor.display_name}
