"""Calendar files and the private feed, read by a second parser."""

import datetime as dt
from uuid import UUID

import pytest
from django.urls import reverse
from icalendar import Calendar

from community.sessions.feeds import CalendarFeed, events_of, open_feed
from community.sessions.ics import to_ics
from community.sessions.planning import stop
from tests import factories as make
from tests.community.sessions.calendar_reader import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

CALENDAR = reverse("sessions:calendar")


def path(token: str) -> str:
    return reverse("sessions:feed", args=[token])


@pytest.fixture
def feed(client, ada):
    """Return what the telephone of Ada reads."""
    token = open_feed(ada.mentor)
    return lambda: read(client.get(path(token)).content).events


def test_session_is_one_event(client_for, ada, session):
    session.calendar_uid = UUID(int=7)
    session.starts_at = dt.datetime(2027, 1, 14, 17, tzinfo=dt.UTC)
    session.place = "Préau"
    session.save()

    url = reverse("sessions:file", args=[session.pk])
    response = client_for(ada).get(url)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="atelier-2027-01-14.ics"'
    )
    (event,) = read(response.content).events
    assert event["UID"] == "00000000-0000-0000-0000-000000000007@coeduc"
    assert event["DTSTART"] == "2027-01-14T17:00:00+00:00"
    assert (event["DURATION"], event["STATUS"]) == ("PT1H", "TENTATIVE")
    assert event["SUMMARY"] == "Atelier : Temps d’écran"
    assert event["LOCATION"] == "Préau, École Jean-Macé, Laon"
    assert event["SEQUENCE"] == "0"


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Paris", (2027, 3, 27), 17),  # the day before clocks change
        ("Europe/Paris", (2027, 3, 28), 16),
        ("Europe/Paris", (2027, 10, 30), 16),
        ("Europe/Paris", (2027, 10, 31), 17),
        ("America/Guadeloupe", (2027, 7, 14), 22),
        ("Indian/Reunion", (2027, 1, 14), 14),
        ("Pacific/Noumea", (2027, 7, 14), 7),
        ("America/Miquelon", (2027, 7, 14), 20),
    ],
)
def test_six_in_the_evening_is_that_of_the_school(session, zone, day, utc):
    session.school.territory.time_zone = zone
    wall = dt.datetime(*day, 18, tzinfo=session.zone)
    session.starts_at = wall.astimezone(dt.UTC)

    body = to_ics([session])

    (event,) = read(body).events
    expected = dt.datetime(*day, utc, tzinfo=dt.UTC)
    assert event["DTSTART"] == expected.isoformat()
    assert Calendar.from_ical(body).events[0].start == expected
    assert f"DTSTART;TZID={zone}:".encode() in body


def test_what_people_write_adds_no_line(session):
    session.place = (
        "Préau\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTENDEE:x; y, z\\ " + "é" * 50
    )
    session.school.name = "École « Jean:Macé »;X-Y=1"

    (event,) = read(to_ics([session])).events

    assert "ATTENDEE" not in event
    assert "END:VEVENT" in event["LOCATION"]
    assert "; y, z\\ é" in event["LOCATION"]


def test_feed_follows_changes_and_cancellations(feed, session, ada):
    (before,) = feed()

    session.change(ada, starts_at=session.starts_at + dt.timedelta(days=1))
    (moved,) = feed()
    stop(session, "cancel", ada, "outside", "")
    (over,) = feed()

    assert before["UID"] == moved["UID"] == over["UID"]
    assert [one["SEQUENCE"] for one in (before, moved, over)] == ["0", "1", "2"]
    assert before["DTSTART"] < moved["DTSTART"]
    assert over["STATUS"] == "CANCELLED"
    assert over["LAST-MODIFIED"] == "20261126T100000Z"


def test_feed_holds_shared_sessions_and_no_old_one(feed, session, ada, bea, school):
    shared = make.SessionFactory(
        mentor=bea.mentor, school=school, starts_at=session.starts_at
    )
    shared.co_mentors.add(ada.mentor)
    old = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    make.SessionFactory(mentor=ada.mentor, school=school, starts_at=old)
    make.SessionFactory(school=school, starts_at=session.starts_at)

    assert len(feed()) == 2


def test_empty_feed_is_a_calendar(client, ada):
    response = client.get(path(open_feed(ada.mentor)))

    found = read(response.content)
    assert found.events == []
    assert found.head["X-WR-CALNAME"] == "Mes ateliers Coéduc"
    assert response["Cache-Control"] == "private, no-store"


def test_address_is_shown_once_and_not_kept(client_for, client, ada):
    signed_in = client_for(ada)

    address = signed_in.post(CALENDAR, {"action": "open"}).context["address"]

    token = address.rpartition("/")[2].removesuffix(".ics")
    assert client.get(path(token)).status_code == 200
    assert token not in str(CalendarFeed.objects.values().get())
    assert token not in signed_in.get(CALENDAR).content.decode()


def test_feed_of_a_year_costs_two_queries(ada, school, django_assert_num_queries):
    for day in range(30):
        start = dt.datetime(2026, 12, 1, 18, tzinfo=dt.UTC) + dt.timedelta(days=day)
        make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)

    # Sessions with school and territory; their themes.
    with django_assert_num_queries(2):
        body = to_ics(events_of(ada.mentor))

    assert len(read(body).events) == 30


# Refusals


def test_new_address_and_closing_refuse_the_former(client_for, client, ada):
    first, second = open_feed(ada.mentor), open_feed(ada.mentor)
    assert client.get(path(first)).status_code == 404
    assert client.get(path(second)).status_code == 200

    client_for(ada).post(CALENDAR, {"action": "close"})

    assert client.get(path(second)).status_code == 404


def test_feed_closes_when_the_mentor_leaves(client, ada, cora):
    token = open_feed(ada.mentor)
    ada.mentor.leave(cora)

    assert client.get(path(token)).status_code == 404


@pytest.mark.parametrize("token", ["x", "é", "%00", "a" * 5000])
def test_invented_address_does_not_exist(client, db, token):
    url = f"/mes-ateliers/agenda/{token}.ics"

    assert client.get(url).status_code in (400, 404)


def test_file_of_others_does_not_exist(client_for, bea, session):
    url = reverse("sessions:file", args=[session.pk])

    assert client_for(bea).get(url).status_code == 404
