"""Who comes for a request, and when: its matches under way, each with its workshop."""

from __future__ import annotations

from community.matching.links import settle_path
from community.matching.models import Match
from community.requests.comers import Comer
from community.requests.models import SessionRequest
from community.sessions.choices import SessionStatus
from community.sessions.models import AwarenessSession
from community.sessions.school_links import session_path

MOST = 5  # a request asks for five at most


def who_comes(request: SessionRequest) -> list[Comer]:
    matches = (
        Match.objects.active().filter(request=request).select_related("mentor__user")
    )
    sessions = AwarenessSession.objects.coming().filter(school=request.school_id)
    by_mentor: dict[int, AwarenessSession] = {}
    for session in sessions.select_related("school__territory").order_by("starts_at"):
        by_mentor.setdefault(session.mentor_id, session)
    return [
        _comer(match, by_mentor.get(match.mentor_id))
        for match in matches.order_by("pk")[:MOST]
    ]


def _comer(match: Match, session: AwarenessSession | None) -> Comer:
    name = match.mentor.display_name
    if session is None:
        return Comer(name, settle_path(match))
    is_confirmed = session.status == SessionStatus.CONFIRMED
    return Comer(name, session_path(session), session.local_start, is_confirmed)
