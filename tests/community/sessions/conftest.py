"""What the tests of sessions share: a school that knows Ada, her plans, her reports."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make


@pytest.fixture
def match(ada, school):
    return make.MatchFactory(mentor=ada.mentor, school=school, status="active")


@pytest.fixture
def session(ada, school, match):
    """In a week, at noon."""
    day = timezone.now() + dt.timedelta(days=7)
    return make.SessionFactory(
        mentor=ada.mentor, school=school, match=match, starts_at=day
    )


@pytest.fixture
def past(ada, school):
    """Two days ago, still to tell."""
    return make.SessionFactory(mentor=ada.mentor, school=school)


@pytest.fixture
def told(theme):
    """Return what the form of a report sends, its four answers changed as asked."""

    def answers(**changes) -> dict:
        return {
            "client_uuid": str(uuid4()),
            "held_on": timezone.localdate().isoformat(),
            "participants": "12",
            "minutes": "60",
            "themes": [theme.pk],
        } | changes

    return answers


@pytest.fixture
def theme(db):
    return make.ThemeFactory()


@pytest.fixture
def tell(client_for, ada, past):
    """Send a report of what is past, as Ada."""
    client = client_for(ada)
    url = reverse("sessions:log_session", args=[past.pk])
    return lambda data: client.post(url, data)


@pytest.fixture
def wanted(school):
    """Return what the form of a plan sends, changed as asked."""
    theme = make.ThemeFactory()

    def answers(**changes) -> dict:
        return {
            "key": str(uuid4()),
            "school": school.pk,
            "day": "2027-01-14",
            "hour": "18:00",
            "minutes": "60",
            "themes": [theme.pk],
            "format": "workshop",
            "place": "Salle des maîtres",
            "capacity": "12",
        } | changes

    return answers


@pytest.fixture
def november(monkeypatch):
    """Today is 26 November 2026: holidays are dated."""
    now = dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture
def bea(ada, school):
    """Another mentor of the same school."""
    user = make.UserFactory(email="bea@exemple.test", first_name="Béa", last_name="Roy")
    mentor = make.MentorFactory(user=user)
    make.MatchFactory(mentor=mentor, school=school, status="active")
    return user
