"""What applicants and mentors read, from the first answer to the last goodbye."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.coordination.in_charge import (
    person_or_those_in_charge,
    write_to_those_in_charge,
)
from mentors.mailing.models import Mail
from mentors.mailing.posting import post, post_to_all
from mentors.profiles.choices import MentorStatus
from mentors.profiles.models import Mentor
from mentors.profiles.questions import ApplicationQuestion
from mentors.profiles.steps import STEPS, missing
from mentors.profiles.yearly import school_year
from resources.jobs.daily import daily

# A draft that rests for so long is spoken of, then left alone.
DRAFT_RESTS = dt.timedelta(days=4)
DRAFT_FORGOTTEN = dt.timedelta(days=45)
BETWEEN_REMINDERS = dt.timedelta(days=21)
YEAR_ASKED = ((5, 20), (6, 30))
PAUSE_SPOKEN_OF = dt.timedelta(days=90)


def acknowledge(mentor: Mentor) -> None:
    _post(mentor, "received", mentor.submitted_at)


def announce_application(mentor: Mentor) -> list[Any]:
    """Tell those in charge that somebody applies; return whom. Names stay inside."""
    return write_to_those_in_charge(
        mentor.commune.territory_id,
        "mentors/mail_new.txt",
        {"mentor": mentor},
        key=f"application-new:{mentor.pk}:{mentor.submitted_at}",
        about=f"mentor {mentor.pk}",
        why=_("Vous répondez de ce territoire."),
    )


def welcome(mentor: Mentor) -> None:
    _post(mentor, "welcome", mentor.approved_at)


def decline(mentor: Mentor) -> None:
    _post(mentor, "refused", mentor.submitted_at)


def send_question(question: ApplicationQuestion) -> None:
    _post(question.mentor, "question", question.pk, question=question)


def send_answer(question: ApplicationQuestion) -> None:
    """Tell who asked; once they have left, those in charge of the territory."""
    place = question.mentor.commune.territory_id
    post_to_all(
        person_or_those_in_charge(question.author, place),
        "mentors/mail_answer.txt",
        {"question": question},
        key=f"application-answer:{question.pk}",
        about=f"mentor {question.mentor_id}",
        why=_("La coordination avait posé une question à cette personne."),
    )


def tell_decision(mentor: Mentor, act: str, by: Any) -> bool:
    """Tell a mentor what the desk decided of their place, and with whom to speak."""
    posted = post(
        mentor.user,
        "mentors/mail_decision.txt",
        {"mentor": mentor, "act": act, "by": by},
        key=f"mentor-{act}:{mentor.pk}:{timezone.now()}",
        about=f"mentor {mentor.pk}",
        why=_("Vous êtes parent ressource."),
    )
    return posted is not None


def say_goodbye(mentor: Mentor) -> None:
    _post(mentor, "goodbye", mentor.left_at)


def wish_a_good_pause(mentor: Mentor) -> None:
    _post(mentor, "pause", timezone.now())


@daily("mentors.school-year", hour=9)
def ask_about_next_year(day: dt.date) -> int:
    """From 20 May to the end of June, ask those who have not said; return how many."""
    if not YEAR_ASKED[0] <= (day.month, day.day) <= YEAR_ASKED[1]:
        return 0
    silent = (
        Mentor.objects.serving()
        .filter(suspended_at=None)
        .exclude(year_answers__year=school_year(day))
    )
    return post_to_all(
        [mentor.user for mentor in silent.select_related("user").order_by("pk")],
        "mentors/mail_year.txt",
        {},
        key=f"school-year:{day}",
        about=f"year {school_year(day)}",
        why=_("Vous êtes parent ressource."),
        cooldown=BETWEEN_REMINDERS,
    )


@daily("mentors.pauses", hour=9)
def speak_of_ended_pauses(day: dt.date) -> int:
    """Tell those whose pause is over that they may come back, once."""
    over = Mentor.objects.filter(status=MentorStatus.PAUSED, paused_until__lte=day)
    return post_to_all(
        [mentor.user for mentor in over.select_related("user").order_by("pk")],
        "mentors/mail_pause_over.txt",
        {},
        key="pause-over:" + str(day),
        about="pause",
        why=_("Vous êtes parent ressource, en pause."),
        cooldown=PAUSE_SPOKEN_OF,
    )


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


def _post(mentor: Mentor, what: str, when: object, **more: Any) -> None:
    """One mail an application: applying again later is another occasion."""
    post(
        mentor.user,
        f"mentors/mail_{what}.txt",
        {"mentor": mentor} | more,
        key=f"application-{what}:{mentor.pk}:{when}",
        about=f"mentor {mentor.pk}",
        why=_("Vous avez proposé d’être parent ressource."),
    )
