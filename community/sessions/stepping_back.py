"""When a mentor pauses, proposals are withdrawn; when one leaves, the rest ends too."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.matching.choices import MatchStatus
from community.matching.models import Match
from community.requests.school_voice import write_to_school
from community.sessions.choices import Side
from community.sessions.mails import tell_team
from community.sessions.models import AwarenessSession
from community.sessions.planning import leave
from mentors.profiles.models import Mentor


def let_go(mentor: Mentor, by: Any, for_good: bool) -> None:
    """Follow the mentor's step, in the same transaction."""
    now = timezone.now()
    proposals = mentor.matches.proposed()
    proposals.update(status=MatchStatus.CANCELLED, answered_at=now)
    if not for_good:
        return
    for match in mentor.matches.taken().select_related("school__territory", "request"):
        match.status = MatchStatus.ENDED
        match.save(update_fields=["status"])
        _tell_school(match)
    sessions = AwarenessSession.objects.with_mentor(mentor).to_come()
    for session in sessions.select_related("school__territory", "mentor__user"):
        if session.mentor_id == mentor.pk:
            session.cancel(by, Side.MENTOR, _("Le parent ressource s’arrête."))
            # The school reads it in the mail about its match.
            team = [one.user for one in session.co_mentors.select_related("user")]
            tell_team(session, session.status, by, team)
        else:
            leave(session, mentor)


def _tell_school(match: Match) -> None:
    write_to_school(
        match.school,
        "community/sessions/mail_left.txt",
        {"match": match},
        key=f"mentor-left:{match.pk}",
        about=f"match {match.pk}",
        why=_("Ce parent ressource venait dans votre établissement."),
        request=match.request,
        ask_call=_(
            "%(name)s s’arrête : ses ateliers à venir dans cette école sont annulés."
        )
        % {"name": match.mentor.display_name},
    )
