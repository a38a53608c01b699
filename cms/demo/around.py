"""Around the demo mentor's workshops: a partner, a day to find again, what phones said,
questions, an attestation. Nothing is drawn by lot: the rest of the demo stays the same.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from cms.demo.activity import plan_session
from community.sessions.attestations import issue
from community.sessions.choices import Side
from community.sessions.correcting import correct
from community.sessions.follow_up import ask, say
from community.sessions.raising import raise_from_phone
from community.sessions.survey.models import CheckIn, SurveyAnswer
from mentors.models import Mentor
from resources.models import Theme

QUESTIONS = (
    "Comment savoir si mon fils joue la nuit ?\n"
    "À quel âge le premier téléphone ?\n"
    "Où voir les devoirs quand on n’a pas d’ordinateur ?"
)

# How one felt before and after, and whether it was useful; None: left out.
SAID = [(1, 3, 3)] * 3 + [(2, 4, 3)] * 2 + [(3, 4, 3)] * 4 + [(2, 2, 2), (3, None, 3)]
PEOPLE = 14  # of whom some left without answering


def show_around(mentor: Mentor, by: Any, today: dt.date) -> None:
    """Give the demo's mentor what comes before and after a workshop."""
    match = mentor.matches.active().select_related("mentor", "school").first()
    reports = list(mentor.reports.all()[:2])
    if not match or len(reports) < 2:
        return
    _plans(mentor, match, today)
    _phones(mentor)
    told, confirmed = reports
    correct(told, mentor.user, {"questions": QUESTIONS}, {}, "Questions retrouvées")
    ask(told, by, "Avez-vous pu montrer l’ENT de l’école ?")
    say(confirmed, "confirmed", "Les parents en redemandent.")
    issue(mentor, today - dt.timedelta(days=365), today, mentor.user)


def _plans(mentor: Mentor, match: Any, today: dt.date) -> None:
    others = Mentor.objects.active().filter(commune__territory=match.school.territory)
    partner = others.exclude(pk=mentor.pk).order_by("pk").first()
    if (coming := mentor.sessions.coming().first()) and partner:
        coming.co_mentors.add(partner)
        type(coming).objects.filter(pk=coming.pk).update(place="Salle polyvalente")
        # The library has a kit made for workshops on this one.
        coming.themes.add(Theme.objects.get(slug="reseaux-sociaux"))
    later = plan_session(Random(7), match, today + dt.timedelta(days=23))
    if later:
        later.postpone(mentor.user, Side.SCHOOL, "La salle est prise ce jour-là.")


def _phones(mentor: Mentor) -> None:
    """The session that waits to be told, as its participants' phones tell it."""
    session = mentor.sessions.to_log().first()
    if session is None:
        return
    for number in range(PEOPLE):
        CheckIn.keep(session, f"{number}")
    for number, (before, after, useful) in enumerate(SAID):
        said = {"before": before, "after": after, "useful": useful}
        SurveyAnswer.keep(session, f"{number}", **said)
    raise_from_phone(session, "Comment couper le wifi le soir sans dispute ?")
