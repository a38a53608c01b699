"""Guadeloupe and La Réunion read their own clock, on every page and in every mail."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from community.matching.mails import announce
from community.models import SessionReport
from community.requests.mails import tell_alternatives
from community.requests.nearby import alternatives
from community.sessions.next_day import ask_whether_held
from mentors.models import Mail
from tests import factories as make
from tests.resources.library import make_index

pytestmark = pytest.mark.django_db

# zone → a moment at 19 h 17 there on 14 January; what Paris would say of it
EVENINGS = {
    "America/Guadeloupe": (dt.datetime(2027, 1, 14, 23, 17, tzinfo=dt.UTC), "0 h 17"),
    "Indian/Reunion": (dt.datetime(2027, 1, 14, 15, 17, tzinfo=dt.UTC), "16 h 17"),
}


@pytest.fixture(params=EVENINGS)
def island(request):
    """Ada's and Dora's territory, moved overseas."""
    return make.TerritoryFactory(
        time_zone=request.param, name="Ailleurs", slug="ailleurs"
    )


@pytest.fixture
def today(monkeypatch):
    """1 January 2027, noon."""
    now = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture
def session(today, island, ada, school):
    start, _paris = EVENINGS[island.time_zone]
    return make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def is_local(text: str, island) -> bool:
    """It says 19 h 17 on the 14th, and nothing of Paris."""
    paris = EVENINGS[island.time_zone][1]
    return "19 h 17" in text and paris not in text and "<b>15</b>" not in text


@pytest.mark.parametrize(
    "url",
    [
        "/territoires/ailleurs/",
        reverse("helping:near") + "?commune=laon",
        "/recherche/?q=temps+d’écran",
        "school",
    ],
)
def test_public_pages_say_the_hour_there(client, session, island, url):
    make_index()
    if url == "school":
        url = reverse("school:page", args=[session.school.uai])

    assert is_local(text_of(client.get(url)), island)


def test_home_says_the_hour_there(client, session, island):
    call_command("create_pages", verbosity=0)

    assert is_local(text_of(client.get("/")), island)


def test_members_read_the_hour_there(client_for, session, island, ada, dora, cora):
    helped = make.HelpRequestFactory()
    pages = {
        ada: [reverse("sessions:home"), reverse("sessions:session", args=[session.pk])],
        dora: [reverse("requests:school")],
        cora: [reverse("help_desk:detail", args=[helped.pk])],
    }

    for who, urls in pages.items():
        for url in urls:
            assert is_local(text_of(client_for(who).get(url)), island), url


def test_mail_of_alternatives_says_the_hour_there(session, island):
    near = make.SchoolFactory(name="Voisine")
    held = make.RequestFactory(school=near, contact_email="x@exemple.test")

    tell_alternatives(held, alternatives(held), "")

    assert is_local(Mail.objects.get().text, island)


# Five minutes past two in the morning, UTC: the day before in Guadeloupe.
AT_NIGHT = dt.datetime(2027, 1, 2, 2, 5, tzinfo=dt.UTC)
DAYS = {"America/Guadeloupe": "1er janvier", "Indian/Reunion": "2 janvier"}


def test_requests_bear_the_day_it_was_there(
    client_for, today, island, cora, dora, school
):
    held = make.RequestFactory(school=school, submitted_at=AT_NIGHT, author=dora)
    day = DAYS[island.time_zone]
    pages = {
        cora: [
            reverse("request_desk:list"),
            reverse("request_desk:detail", args=[held.pk]),
        ],
        dora: [reverse("requests:school")],
    }

    for who, urls in pages.items():
        for url in urls:
            text = text_of(client_for(who).get(url))
            assert [one for one in DAYS.values() if one in text] == [day], url


def test_proposals_end_on_the_day_it_is_there(client_for, today, island, ada, school):
    match = make.MatchFactory(mentor=ada.mentor, school=school, expires_at=AT_NIGHT)
    announce([match])
    day = DAYS[island.time_zone]

    assert day in Mail.objects.get().text
    assert day in text_of(client_for(ada).get(reverse("matches:list")))


def test_evening_told_the_same_evening(client_for, session, island, ada, monkeypatch):
    """In Guadeloupe the 14th is over in Paris, and the 14th is what one tells."""
    now = session.starts_at + dt.timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: now)
    make.MatchFactory(mentor=ada.mentor, school=session.school, status="active")
    client, url = client_for(ada), reverse("sessions:log")
    form = client.get(url).context["form"]
    assert form["held_on"].initial == dt.date(2027, 1, 14)

    answers = {
        "client_uuid": str(uuid4()),
        "school": session.school.pk,
        "held_on": "2027-01-14",
        "participants": "3",
        "minutes": "60",
        "themes": [theme.pk for theme in session.themes.all()],
    }
    tomorrow = client.post(url, answers | {"held_on": "2027-01-15"})
    assert "held_on" in tomorrow.context["form"].errors
    client.post(url, answers)

    report = SessionReport.objects.get()
    assert report.recorded_on == report.held_on == dt.date(2027, 1, 14)


def test_morning_after_is_that_of_the_school(session, island, monkeypatch):
    morning = dt.datetime(2027, 1, 15, 7, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: morning)

    assert ask_whether_held(dt.date(2027, 1, 15)) == 1
