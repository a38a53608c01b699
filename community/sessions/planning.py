"""Planning a session, moving it, stopping it: an hour is taken once by each person.

The rows of everyone who runs it are held while the hour is looked at, so that two plans
made at the same moment wait for each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from community.requests.choices import RequestStatus
from community.requests.school_voice import Told
from community.sessions.mails import tell, tell_team
from community.sessions.models import AwarenessSession
from mentors.profiles.models import Mentor

NEAR = dt.timedelta(minutes=60)
LONGEST = dt.timedelta(minutes=600)


@dataclass(frozen=True)
class Around:
    """What the people of a session already do at that hour, or too close to it."""

    overlaps: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)


def around(
    mentors: list[Mentor],
    starts_at: dt.datetime,
    minutes: int,
    but: AwarenessSession | None = None,
) -> Around:
    """Look at each one's other sessions; only those of the first are named."""
    ends_at, found = starts_at + dt.timedelta(minutes=minutes), Around()
    near = AwarenessSession.objects.busy().with_mentor(*mentors)
    near = near.filter(starts_at__gt=starts_at - LONGEST - NEAR)
    near = near.filter(starts_at__lt=ends_at + NEAR).exclude(pk=but and but.pk)
    people = Prefetch("co_mentors", queryset=Mentor.objects.order_by("pk"))
    for other in near.select_related("school__territory").prefetch_related(people):
        busy = {other.mentor_id, *(one.pk for one in other.co_mentors.all())}
        gap = max(other.starts_at - ends_at, starts_at - other.ends_at)
        if gap < NEAR:
            said = found.overlaps if gap < dt.timedelta() else found.near
            said += [
                _words(one, mentors[0], other) for one in mentors if one.pk in busy
            ]
    return found


def _words(who: Mentor, planner: Mentor, other: AwarenessSession) -> str:
    if who.pk != planner.pk:
        return _("%(name)s anime un autre atelier.") % {"name": who.display_name}
    return _("%(school)s, à %(hour)s.") % {
        "school": other.school,
        "hour": f"{other.local_start:%H h %M}",
    }


def plan(
    mentor: Mentor, key: UUID, values: dict[str, Any], themes: Any, co_mentors: Any
) -> tuple[AwarenessSession, Told | None]:
    """Write a new session and tell those concerned; `key` sent twice plans once.

    The second time, nobody is told: None.
    """
    with transaction.atomic():
        hold([mentor, *co_mentors])
        earlier = AwarenessSession.objects.filter(calendar_uid=key).first()
        if earlier:
            if earlier.mentor_id != mentor.pk:
                raise ValidationError(_("Cet envoi appartient à quelqu’un d’autre."))
            return earlier, None
        _require_free([mentor, *co_mentors], values)
        session = AwarenessSession(mentor=mentor, calendar_uid=key, **values)
        keep(session, themes, co_mentors, mentor.user)
        return session, tell(session, "planned", mentor.user)


def keep(
    session: AwarenessSession, themes: Any, co_mentors: Iterable[Mentor], by: Any
) -> None:
    """Write a session that is new; its request goes where it leads."""
    session.full_clean(exclude=["themes", "co_mentors"])
    session.save()
    session.themes.set(themes)
    session.co_mentors.set(co_mentors)
    session.log_planned(by)
    if session.request:
        session.request.follow(RequestStatus.PLANNED, by)


def replan(
    session: AwarenessSession,
    by: Any,
    values: dict[str, Any],
    themes: Any,
    co_mentors: Any,
) -> Told:
    """Change a session, and tell those concerned, those who are no longer included."""
    was = {one.pk: one for one in session.co_mentors.select_related("user")}
    mentors = [session.mentor, *co_mentors]
    with transaction.atomic():
        hold([*mentors, *was.values()])
        _require_free(mentors, values, but=session)
        if values["starts_at"] == session.starts_at:
            values = {k: v for k, v in values.items() if k != "starts_at"}
        session.change(by, **values)
        session.themes.set(themes)
        session.co_mentors.set(co_mentors)
        gone = set(was) - {one.pk for one in co_mentors}
        tell_team(session, "removed", by, [was[pk].user for pk in sorted(gone)])
        return tell(session, "changed", by)


def stop(session: AwarenessSession, how: str, by: Any, side: str, reason: str) -> Told:
    """Cancel or postpone, tell everyone, and let the school's request be served."""
    with transaction.atomic():
        if how == "cancel":
            session.cancel(by, side, reason)
            look_again(session, by)
        else:
            session.postpone(by, side, reason)
        return tell(session, session.status, by)


def leave(session: AwarenessSession, mentor: Mentor) -> None:
    """Take a co-animator out, at their own word; whoever runs it is told."""
    with transaction.atomic():
        session.withdraw(mentor)
        tell(session, "withdrawn", mentor.user)


def look_again(session: AwarenessSession, by: Any) -> None:
    """Somebody is looked for again, unless another session answers the request."""
    request = session.request
    if not request or request.status != RequestStatus.PLANNED:
        return
    if not request.sessions.to_come().exists():
        request.follow(RequestStatus.MATCHING, by)


def hold(mentors: Iterable[Mentor]) -> None:
    """Lock in the order of their keys: two plans never wait in a ring."""
    keys = [one.pk for one in mentors]
    list(Mentor.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _require_free(
    mentors: list[Mentor], values: dict[str, Any], but: AwarenessSession | None = None
) -> None:
    found = around(mentors, values["starts_at"], values["minutes"], but)
    if found.overlaps:
        raise ValidationError(
            _("Cette heure est déjà prise : %(what)s") % {"what": found.overlaps[0]}
        )
