"""Twenty sendings of one phone at the same moment: it came once and said one thing."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


@pytest.fixture
def _no_throttle(monkeypatch):
    """More than a workshop ever sends from one address."""
    monkeypatch.setattr("community.sessions.survey.public.MOST", ROUNDS * PEOPLE)


@pytest.mark.usefixtures("_no_throttle")
def test_one_phone_is_counted_once(aisne):
    start = timezone.now() - dt.timedelta(minutes=5)
    for _round in range(ROUNDS):
        session = make.SessionFactory(starts_at=start)
        url = reverse("survey:door", args=[session.public_code])
        token = str(uuid4())

        def send(number, url=url, token=token):
            """Half come in, half answer, each its own way."""
            body = {"action": "here"}
            if number % 2:
                body = {"action": "answer", "useful": 1 + number % 3}
                body |= {"question": f"Question {number} ?"}
            return Client().post(url, {"token": token} | body).status_code

        assert at_once(send, range(PEOPLE)) == [200] * PEOPLE
        counts = [session.checkins, session.surveyanswers, session.raised]
        assert [rows.count() for rows in counts] == [1, 1, 1]
