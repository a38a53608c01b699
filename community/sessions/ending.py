"""The end of one match: its workshops are cancelled, both sides are told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.matching import answers
from community.matching.models import Match
from community.requests.school_voice import Told, VoiceKind, voice_of, write_to_school
from community.sessions.choices import Side
from community.sessions.mails import tell_team
from community.sessions.models import AwarenessSession
from community.sessions.planning import look_again
from mentors.mailing.posting import post
from mentors.profiles.models import Mentor

FOLDER = "community/sessions"


@transaction.atomic
def end_match(match: Match, by: Any, reason: str) -> Told:
    """End one match at the desk, both sides read why; return what the school got."""
    answers.end(match, by, reason)
    sessions = cancel_between(match, by, Side.COORDINATION)
    post(
        match.mentor.user,
        f"{FOLDER}/mail_ended.txt",
        {"match": match, "sessions": sessions, "reason": reason},
        key=f"match-ended:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous suiviez cette école."),
    )
    return tell_school_of_end(match, sessions, reason)


def cancel_between(match: Match, by: Any, side: Side) -> list[AwarenessSession]:
    """Cancel what this mentor was to run there, and tell the team; return the sessions.

    The school reads it in the mail about its match.
    """
    sessions = sessions_of(match)
    for session in sessions:
        session.cancel(by, side, no_longer())
        look_again(session, by)
        team = [one.user for one in session.co_mentors.select_related("user")]
        tell_team(session, session.status, by, team)
    return sessions


def tell_school_of_end(
    match: Match, sessions: list[AwarenessSession], reason: str = ""
) -> Told:
    call = _("Dites que %(name)s ne viendra plus, et que ses ateliers sont annulés.")
    return write_to_school(
        match.school,
        f"{FOLDER}/mail_left.txt",
        {"match": match, "sessions": sessions, "reason": reason},
        key=f"mentor-left:{match.pk}",
        about=f"match {match.pk}",
        why=_("Un parent ressource suivait votre école."),
        ask_call=call % {"name": match.mentor.display_name},
        request=match.request,
    )


def foresee_end(match: Match) -> list[str]:
    """Say what the end of a match would do, and who would be told."""
    school = {"school": match.school}
    said = [_("La mise en relation avec %(school)s prend fin.") % school]
    said += [
        _("L’atelier du %(day)s, %(school)s, est annulé.")
        % (school | {"day": f"{session.local_start:%d/%m/%Y}"})
        for session in sessions_of(match)
    ]
    return [*said, _who_is_told(voice_of(match.school, match.request).kind)]


def _who_is_told(kind: VoiceKind) -> str:
    return {
        VoiceKind.CONTACTS: _("L’école reçoit un message."),
        VoiceKind.ASKER: _("La personne qui a demandé l’atelier reçoit un message."),
        VoiceKind.MAILBOX: _("Un message part à l’adresse de l’école."),
        VoiceKind.NOBODY: _(
            "Cette école n’a pas d’adresse électronique\u00a0: un message demande à la "
            "coordination de l’appeler."
        ),
    }[kind]


def sessions_of(match: Match) -> list[AwarenessSession]:
    """What this mentor still runs in this school."""
    own = to_come(match.mentor)
    return [
        one
        for one in own
        if one.school_id == match.school_id and one.mentor_id == match.mentor_id
    ]


def to_come(mentor: Mentor) -> list[AwarenessSession]:
    sessions = AwarenessSession.objects.with_mentor(mentor).to_come()
    sessions = sessions.select_related("school__territory", "mentor__user", "request")
    return list(sessions.order_by("starts_at", "pk"))


def side_of(mentor: Mentor) -> Side:
    """A suspension is the coordination's doing; a departure is the mentor's."""
    return Side.COORDINATION if mentor.is_suspended else Side.MENTOR


def no_longer() -> str:
    return _("Le parent ressource ne vient plus.")
