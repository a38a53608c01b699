"""Around the demo mentor's workshops: a partner, a day to find again, questions, an
attestation. Nothing is drawn by lot: the rest of the demo stays the same.
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
from mentors.models import Mentor

QUESTIONS = (
    "Comment savoir si mon fils joue la nuit ?\n"
    "À quel âge le premier téléphone ?\n"
    "Où voir les devoirs quand on n’a pas d’ordinateur ?"
)


def show_around(mentor: Mentor, by: Any, today: dt.date) -> None:
    """Give the demo's mentor what comes before and after a workshop."""
    match = mentor.matches.active().select_related("mentor", "school").first()
    reports = list(mentor.reports.all()[:2])
    if not match or len(reports) < 2:
        return
    _plans(mentor, match, today)
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
    later = plan_session(Random(7), match, today + dt.timedelta(days=23))
    if later:
        later.postpone(mentor.user, Side.SCHOOL, "La salle est prise ce jour-là.")
