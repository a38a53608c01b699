"""A year of the demo: plans sent, proposals answered, sessions held and told."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import Any

from django.utils import timezone

from community.matching.choices import MatchStatus
from community.matching.planning import compute_plan
from community.matching.sending import make_proposals
from community.models import AwarenessSession, Match, School
from community.sessions.choices import SessionStatus
from community.sessions.logging import record_report
from mentors.models import Mentor
from resources.models import ResourcePage, Term, Territory
from resources.vocabularies.models import Vocabulary

HOURS = {"noon": 12, "morning": 10, "school-out": 16, "evening": 18}
DURATIONS = [45, 60, 60, 75, 90]
QUIET_MONTHS = (7, 8)


def match_everyone(territories: list[str], by: Any) -> None:
    """Plan each territory, send the proposals, and let most people say yes."""
    for code in territories:
        plan = compute_plan(Territory.objects.get(code=code), by)
        plan.review(by)
        for i, match in enumerate(make_proposals(plan, by)):
            if i % 7 == 3:
                match.decline(
                    match.mentor.user, "Pas disponible ce trimestre", "moment"
                )
            elif i % 5 != 4:
                match.accept(match.mentor.user)
                if match.status == MatchStatus.ACCEPTED:
                    match.welcome(by)
            elif i % 10 == 4 and match.request_id is None:
                match.accept(match.mentor.user)  # its school has not answered yet


def hold_sessions(random: Random, today: dt.date) -> None:
    """Tell a year of sessions of every match, then plan the coming weeks."""
    for match in Match.objects.active().select_related("mentor__user", "school"):
        themes = list(match.mentor.themes.all())
        for _i in range(random.randrange(4, 9)):
            day = _school_day(random, today)
            _hold(random, match.mentor, match.school, day, random.sample(themes, 1))
        if random.random() < 0.5:
            plan_session(
                random, match, today + dt.timedelta(days=random.randrange(2, 40))
            )


def _school_day(random: Random, today: dt.date) -> dt.date:
    while True:
        day = today - dt.timedelta(days=random.randrange(3, 364))
        if day.month not in QUIET_MONTHS and day.weekday() < 5:
            return day


def _starts(mentor: Mentor, day: dt.date) -> dt.datetime:
    period = mentor.slots[day.toordinal() % len(mentor.slots)].split("-", 1)[1]
    return timezone.make_aware(dt.datetime.combine(day, dt.time(HOURS.get(period, 18))))


def plan_session(
    random: Random, match: Match, day: dt.date, status: str = SessionStatus.CONFIRMED
) -> AwarenessSession | None:
    starts_at = _starts(match.mentor, day)
    if match.mentor.sessions.filter(starts_at=starts_at).exists():
        return None
    session = AwarenessSession.objects.create(
        mentor=match.mentor,
        school=match.school,
        match=match,
        starts_at=starts_at,
        minutes=random.choice(DURATIONS),
        capacity=random.randrange(8, 26),
        status=status,
    )
    session.themes.set(match.mentor.themes.all()[:1])
    return session


def _hold(
    random: Random, mentor: Mentor, school: School, day: dt.date, themes: list
) -> None:
    participants = random.randrange(3, 27)
    fields = {
        "school": school,
        "held_on": day,
        "minutes": random.choice(DURATIONS),
        "participants": participants,
        "newcomers": random.randrange(0, participants + 1),
        "climate": random.choice([3, 4, 4, 5]),
    }
    identifier = uuid.UUID(int=random.getrandbits(128))
    pages, terms = _shown(themes, participants), _ticked(participants)
    record_report(
        mentor, identifier, fields, themes=themes, resources=pages, terms=terms
    )


def _shown(themes: list, participants: int) -> list[ResourcePage]:
    """One or two on the theme, without drawing lots: the year stays the same."""
    found = ResourcePage.objects.originals().filter(theme__in=themes).order_by("pk")
    pages = list(found)
    return pages[participants % len(pages) :][: 1 + participants % 2] if pages else []


def _ticked(participants: int) -> list[Term]:
    """A few of the values of the folds, without drawing lots either."""
    told = [Vocabulary.OUTCOME, Vocabulary.TOOL, Vocabulary.MATERIAL]
    return list(Term.objects.filter(vocabulary__in=told))[participants % 7 :: 7]


def prepare_first_visit(random: Random, mentor: Mentor, today: dt.date) -> None:
    """Give the demo's mentor something of everything: to tell, to come, to answer."""
    match = mentor.matches.active().select_related("mentor", "school").first()
    if match:
        plan_session(random, match, today - dt.timedelta(days=2))
        plan_session(random, match, today + dt.timedelta(days=9))
