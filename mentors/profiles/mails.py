"""What an applicant reads: received, welcome, or not this time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mentors.mailing.posting import post
from mentors.profiles.models import Mentor


def acknowledge(mentor: Mentor) -> None:
    _post(mentor, "received", mentor.submitted_at)


def welcome(mentor: Mentor) -> None:
    _post(mentor, "welcome", mentor.approved_at)


def decline(mentor: Mentor) -> None:
    _post(mentor, "refused", mentor.submitted_at)


def _post(mentor: Mentor, what: str, when: object) -> None:
    """One mail an application: applying again later is another occasion."""
    post(
        mentor.user,
        f"mentors/mail_{what}.txt",
        {"mentor": mentor},
        key=f"application-{what}:{mentor.pk}:{when}",
        about=f"mentor {mentor.pk}",
        why=_("Vous avez proposé d’être parent ressource."),
    )
