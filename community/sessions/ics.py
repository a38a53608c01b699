"""Sessions as calendars read them (RFC 5545); the library escapes and folds the text.

An event keeps its UID for life. `sequence` tells a calendar that its copy is older.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from community.sessions.choices import SessionStatus
from community.sessions.models import AwarenessSession

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Coéduc//Ateliers//FR"
REFRESH = dt.timedelta(hours=6)
# What a calendar makes of each state; one that is put off leaves its hour free.
STATUS = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.CONFIRMED: "CONFIRMED",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.POSTPONED: "CANCELLED",
    SessionStatus.CANCELLED: "CANCELLED",
}


def to_ics(sessions: Iterable[AwarenessSession], name: str = "") -> bytes:
    """Return a calendar; `sessions` come with their themes and school's territory.

    A `name` makes it one that is subscribed to, and asked again by itself.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    held = list(sessions)
    for session in held:
        calendar.add_component(_event(session))
    if held:
        years = [session.local_start.year for session in held]
        # Rules of the years at hand: a client needs no list since 1970.
        calendar.add_missing_timezones(
            first_date=dt.date(min(years) - 1, 1, 1),
            last_date=dt.date(max(years) + 2, 1, 1),
        )
    return calendar.to_ical()


def _event(session: AwarenessSession) -> Event:
    event, site = Event(), settings.WAGTAILADMIN_BASE_URL
    themes = ", ".join(str(theme) for theme in session.themes.all())
    page = site + reverse("sessions:session", args=[session.pk])
    event.add("uid", f"{session.calendar_uid}@coeduc")
    event.add("sequence", session.sequence)
    event.add("status", STATUS[SessionStatus(session.status)])
    event.add("dtstamp", session.changed_at.astimezone(dt.UTC))
    event.add("last-modified", session.changed_at.astimezone(dt.UTC))
    event.add("dtstart", session.starts_at.astimezone(session.zone))
    event.add("duration", dt.timedelta(minutes=session.minutes))
    event.add("summary", _("Atelier : %(themes)s") % {"themes": themes})
    event.add("location", _place(session))
    event.add("description", f"{session.get_format_display()}\n{page}")
    event.add("url", page)
    if session.status in (SessionStatus.CANCELLED, SessionStatus.POSTPONED):
        event.add("transp", "TRANSPARENT")
    return event


def _place(session: AwarenessSession) -> str:
    school = session.school
    parts = [session.place, school.name, school.address]
    town = f"{school.postal_code} {school.city}".strip()
    return ", ".join(part for part in [*parts, town] if part)


def file_name(session: AwarenessSession) -> str:
    return f"atelier-{session.local_start:%Y-%m-%d}.ics"
