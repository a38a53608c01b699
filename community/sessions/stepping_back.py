"""What ends with a mentor who pauses or stops, and what the desk reads of it before.

A pause takes proposals back, and nothing more. A suspension or a departure also ends
matches and cancels the workshops to come.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.matching import answers
from community.sessions.ending import (
    cancel_between,
    foresee_end,
    no_longer,
    side_of,
    tell_school_of_end,
    to_come,
)
from community.sessions.planning import leave, stop
from mentors.profiles.models import Mentor


def let_go(mentor: Mentor, by: Any, ends_all: bool) -> None:
    """Follow the mentor's step, in the same transaction."""
    for match in _in_order(mentor.matches.proposed()):
        answers.withdraw(match, by)
    if not ends_all:
        return
    for match in _in_order(mentor.matches.taken()):
        answers.end(match, by)
        tell_school_of_end(match, cancel_between(match, by, side_of(mentor)))
    for session in to_come(mentor):  # without a match, or with somebody else
        if session.mentor_id == mentor.pk:
            stop(session, "cancel", by, side_of(mentor), no_longer())
        else:
            leave(session, mentor)


def foresee(mentor: Mentor, ends_all: bool) -> list[str]:
    """Say what `let_go` would do, and who would be told."""
    said = []
    if waiting := mentor.matches.proposed().count():
        said.append(
            ngettext(
                "%(n)s proposition sans réponse est retirée.",
                "%(n)s propositions sans réponse sont retirées.",
                waiting,
            )
            % {"n": waiting}
        )
    if not ends_all:
        return said or [_("Aucune proposition n’attend sa réponse.")]
    matches = _in_order(mentor.matches.taken())
    for match in matches:
        said += foresee_end(match)
    alone = [
        session
        for session in to_come(mentor)
        if session.school_id not in {match.school_id for match in matches}
    ]
    said += [_said_of(session, mentor) for session in alone]
    return said or [_("Aucune école ni aucun atelier à venir.")]


def _said_of(session: Any, mentor: Mentor) -> str:
    place = {"day": f"{session.local_start:%d/%m/%Y}", "school": session.school}
    if session.mentor_id == mentor.pk:
        return _("L’atelier du %(day)s, %(school)s, est annulé.") % place
    return _("Son nom quitte l’équipe de l’atelier du %(day)s, %(school)s.") % place


def _in_order(matches: Any) -> list[Any]:
    """By school: rows are locked in one order everywhere."""
    return list(matches.select_related("school", "mentor__user").order_by("school_id"))
