"""What those concerned by a session read when it is planned, changes or stops.

The school is written to through whoever speaks for it, and answers by a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.requests.school_voice import Told, write_to_school
from community.sessions.models import AwarenessSession
from community.sessions.school_links import session_path
from mentors.mailing.posting import post
from mentors.profiles.shown import for_school

TEMPLATE = "community/sessions/mail_session.txt"
# What the coordination says on the telephone, where nobody can be written to.
CALLS = {
    "planned": gettext_lazy("Un atelier y est prévu le %(when)s avec %(name)s."),
    "settled": gettext_lazy("Un atelier y est fixé au %(when)s avec %(name)s."),
    "changed": gettext_lazy("L’atelier de %(name)s y est maintenant le %(when)s."),
    "moved": gettext_lazy("L’atelier de %(name)s y est maintenant le %(when)s."),
    "cancelled": gettext_lazy("L’atelier du %(when)s avec %(name)s est annulé."),
    "postponed": gettext_lazy("L’atelier du %(when)s avec %(name)s est reporté."),
    "withdrawn": gettext_lazy(
        "L’atelier du %(when)s avec %(name)s a lieu, avec une personne de moins."
    ),
    "week": gettext_lazy("Rappeler l’atelier du %(when)s avec %(name)s."),
    "eve": gettext_lazy("Rappeler l’atelier de demain, %(when)s, avec %(name)s."),
}


def tell(session: AwarenessSession, what: str, by: Any) -> Told:
    """Write to the school and to those who run it, all but `by`.

    What became of the school's mail is returned: a page speaks from it.
    """
    tell_team(session, what, by)
    return tell_school(session, what, by)


def tell_school(
    session: AwarenessSession, what: str, by: Any = None, key: str = ""
) -> Told:
    name = session.mentor.display_name
    return write_to_school(
        session.school,
        TEMPLATE,
        context_of(session, what, is_school=True),
        key=key or f"session-{what}:{session.pk}:{session.sequence}",
        about=f"session {session.pk}",
        why=_("Un atelier est prévu dans votre école."),
        ask_call=CALLS[what] % {"when": said(session), "name": name},
        request=session.request,
        but=by,
        is_secret=True,
    )


def tell_team(
    session: AwarenessSession,
    what: str,
    by: Any,
    people: Iterable[Any] | None = None,
    key: str = "",
) -> list[Any]:
    """Write to those who run it, or to `people`, all but `by`; return to whom."""
    key = key or f"session-{what}:{session.pk}:{session.sequence}"
    context = context_of(session, what, is_school=False)
    return [
        person
        for person in (team_of(session) if people is None else people)
        if person is not None
        and person != by
        and post(
            person,
            TEMPLATE,
            context,
            key=f"{key}:{person.pk}",
            about=f"session {session.pk}",
            why=_("Vous animez cet atelier."),
        )
    ]


def team_of(session: AwarenessSession) -> list[Any]:
    """Return the accounts of those who run it, its first mentor first."""
    people = session.co_mentors.select_related("user").order_by("pk")
    return [session.mentor.user, *(one.user for one in people)]


def context_of(session: AwarenessSession, what: str, *, is_school: bool) -> Any:
    """Each side reads whom to reach: the mentor's telephone once both said yes."""
    return {
        "session": session,
        "what": what,
        "is_school": is_school,
        "mentor": for_school(session.mentor, both_accepted=knows(session)),
        "contact": session.request.contact_name if session.request else "",
        "path": session_path(session) if is_school else "",
    }


def knows(session: AwarenessSession) -> bool:
    """Both said yes: the school may read the mentor's telephone."""
    matches = session.mentor.matches.active()
    return matches.filter(school=session.school_id).exists()


def said(session: AwarenessSession) -> str:
    return f"{session.local_start:%d/%m/%Y à %H h %M}"
