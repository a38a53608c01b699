"""What those concerned by a session read when it is planned, changes or stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from community.sessions.models import AwarenessSession
from mentors.mailing.posting import post

FOLDER = "community/sessions"


def concerned(session: AwarenessSession) -> list[tuple[Any, bool]]:
    """Return who is to be told, and whether each is of the school: users or addresses.

    The school's contacts; without any, whoever sent the request.
    """
    contacts = session.school.contacts.select_related("user").order_by("pk")
    school = [contact.user for contact in contacts if contact.user.is_active]
    if not school and session.request and session.request.correspondent:
        school = [session.request.correspondent]
    people = session.co_mentors.select_related("user").order_by("pk")
    mentors = [session.mentor.user, *(one.user for one in people)]
    told = [(one, True) for one in school]
    return told + [(one, False) for one in mentors if one is not None]


def tell(
    session: AwarenessSession, what: str, by: Any, only: Sequence[Any] | None = None
) -> int:
    """Write to all but `by`, or to `only` these mentors; return how many were told."""
    people = concerned(session)
    if only is not None:
        people = [(one, False) for one in only if one is not None]
    told = 0
    for person, is_school in people:
        if person != by:
            told += _post(session, what, person, is_school) is not None
    return told


def _post(session: AwarenessSession, what: str, person: Any, is_school: bool) -> Any:
    name = person if isinstance(person, str) else person.pk
    return post(
        person,
        f"{FOLDER}/mail_session.txt",
        {
            "session": session,
            "themes": ", ".join(str(theme) for theme in session.themes.all()),
            "what": what,
            "is_school": is_school,
            "has_account": not isinstance(person, str),
        },
        key=f"session-{what}:{session.pk}:{session.sequence}:{name}",
        about=f"session {session.pk}",
        why=_("Un atelier est prévu dans votre école.")
        if is_school
        else _("Vous animez cet atelier."),
    )
