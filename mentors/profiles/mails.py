"""What an applicant reads: received, welcome, or not this time."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from mentors.profiles.models import Mentor


def acknowledge(mentor: Mentor) -> None:
    _queue(mentor, _("Nous avons bien reçu votre candidature"), "mail_received")


def welcome(mentor: Mentor) -> None:
    _queue(mentor, _("Bienvenue parmi les parents ressources"), "mail_welcome")


def decline(mentor: Mentor) -> None:
    _queue(mentor, _("Votre candidature"), "mail_refused")


def _queue(mentor: Mentor, subject: str, template: str) -> None:
    """Send once the change is certain; a mail server that is down undoes nothing."""
    transaction.on_commit(lambda: _send(mentor, subject, template), robust=True)


def _send(mentor: Mentor, subject: str, template: str) -> None:
    context: dict[str, Any] = {"mentor": mentor, "site": settings.WAGTAILADMIN_BASE_URL}
    body = render_to_string(f"mentors/{template}.txt", context)
    EmailMessage(subject, body, to=[mentor.user.email]).send()
