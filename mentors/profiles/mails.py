"""What an applicant reads: received, welcome, not this time, or a hand to go on."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from mentors.mailing.models import Mail
from mentors.mailing.posting import post
from mentors.profiles.models import Mentor
from mentors.profiles.steps import STEPS, missing
from resources.jobs.daily import daily

# A draft that rests for so long is spoken of, then left alone.
DRAFT_RESTS = dt.timedelta(days=4)
DRAFT_FORGOTTEN = dt.timedelta(days=45)
BETWEEN_REMINDERS = dt.timedelta(days=21)


def acknowledge(mentor: Mentor) -> None:
    _post(mentor, "received", mentor.submitted_at)


def welcome(mentor: Mentor) -> None:
    _post(mentor, "welcome", mentor.approved_at)


def decline(mentor: Mentor) -> None:
    _post(mentor, "refused", mentor.submitted_at)


@daily("mentors.drafts", hour=9)
def remind_drafts(day: dt.date) -> int:
    """Write to those who stopped on the way, twice at most; return how many."""
    resting = Mentor.objects.resting_drafts(day, DRAFT_RESTS, DRAFT_FORGOTTEN)
    posted = [_remind(mentor, day) for mentor in resting.iterator()]
    return sum(mail is not None for mail in posted)


def _remind(mentor: Mentor, day: dt.date) -> Mail | None:
    left = [STEPS[step].label for step in missing(mentor)]
    return post(
        mentor.user,
        "mentors/mail_resume.txt",
        {"mentor": mentor, "left": left},
        key=f"application-resume:{mentor.pk}:{day}",
        about=f"mentor {mentor.pk}",
        why=_("Vous avez commencé une candidature de parent ressource."),
        cooldown=BETWEEN_REMINDERS,
    )


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
