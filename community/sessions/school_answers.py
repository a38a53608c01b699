"""What a school does with a date: settle, confirm, move it, put it off, refuse it.

Each is one transaction, in which the mentor is written to; the mentor may then move it
in turn. `by` is None when it comes by the link.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.matching.answers import welcome
from community.matching.choices import MatchStatus
from community.matching.models import Match
from community.requests.choices import RequestStatus
from community.sessions.choices import SessionStatus, Side
from community.sessions.forms import MOST_THEMES
from community.sessions.mails import tell, tell_team
from community.sessions.models import AwarenessSession
from community.sessions.planning import around, hold, keep, stop
from mentors.profiles.models import Mentor

MINUTES, PARENTS = 60, 15


def settled(match: Match) -> AwarenessSession | None:
    """Return the session that the pair already has: to come, or held for this match."""
    own = AwarenessSession.objects.filter(
        mentor=match.mentor_id, school=match.school_id
    )
    ours = Q(match=match) & ~Q(status=SessionStatus.CANCELLED)
    to_come = Q(pk__in=own.to_come().values("pk"))
    return own.filter(ours | to_come).order_by("-starts_at", "-pk").first()


def settle(
    match: Match, by: Any, starts_at: dt.datetime, place: str
) -> AwarenessSession:
    """Plan the session of a match at the school's hour: it has thereby agreed."""
    with transaction.atomic():
        hold([match.mentor])
        match.refresh_from_db(fields=["status"])
        if settled(match):
            raise ValidationError(_("Une date est déjà choisie."))
        if match.status == MatchStatus.ACCEPTED:
            welcome(match, by)
        if match.status != MatchStatus.ACTIVE:
            raise ValidationError(_("Cette mise en relation n’a plus cours."))
        require_free(match.mentor, starts_at, MINUTES)
        session = _session(match, starts_at, place)
        keep(session, themes_of(match), [], by)
        tell(session, "settled", by)
    return session


def _session(match: Match, starts_at: dt.datetime, place: str) -> AwarenessSession:
    wish = match.request if match.request and match.request.is_alive else None
    return AwarenessSession(
        mentor=match.mentor,
        school=match.school,
        match=match,
        request=wish,
        starts_at=starts_at,
        place=place,
        minutes=MINUTES,
        capacity=(wish and wish.expected_people) or PARENTS,
        status=SessionStatus.CONFIRMED,
    )


def themes_of(match: Match) -> list[Any]:
    """What the school asked for, else what the mentor knows."""
    asked = list(match.request.themes.all()[:MOST_THEMES]) if match.request else []
    return asked or list(match.mentor.themes.all()[:MOST_THEMES])


def confirm(session: AwarenessSession, by: Any, sequence: int) -> None:
    with transaction.atomic():
        session.confirm(by, sequence)
        tell_team(session, "confirmed", by)


def move(
    session: AwarenessSession,
    by: Any,
    sequence: int,
    starts_at: dt.datetime,
    place: str,
) -> None:
    """Take another hour, if those who run it are free; they are told."""
    with transaction.atomic():
        team = [session.mentor, *session.co_mentors.order_by("pk")]
        hold(team)
        for mentor in team:
            require_free(mentor, starts_at, session.minutes, session)
        session.move(by, sequence, starts_at, place)
        if session.request:
            session.request.follow(RequestStatus.PLANNED, by)
        tell(session, "moved", by)


def refuse(session: AwarenessSession, by: Any, how: str, reason: str) -> None:
    """Put it off or give it up, from the school's side."""
    stop(session, how, by, Side.SCHOOL, reason)


def require_free(
    mentor: Mentor,
    starts_at: dt.datetime,
    minutes: int,
    but: AwarenessSession | None = None,
) -> None:
    """Refuse a taken hour without saying where else the mentor goes."""
    if around([mentor], starts_at, minutes, but).overlaps:
        raise ValidationError(
            _("%(name)s n’est pas libre à cette heure. Essayez-en une autre.")
            % {"name": mentor.display_name}
        )
