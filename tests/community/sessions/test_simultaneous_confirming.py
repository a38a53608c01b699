"""Twenty answers of a school at the same moment: one date is kept, one mail leaves."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.matching.links import settle_path
from community.models import AwarenessSession
from community.sessions.school_links import session_path
from mentors.models import Mail
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_one_date_is_confirmed_once_by_its_link(aisne):
    for _round in range(ROUNDS):
        start = timezone.now() + dt.timedelta(days=7)
        session = make.SessionFactory(starts_at=start)
        path = session_path(session)

        def confirm(_person, path=path):
            return Client().post(path, {"action": "confirm", "sequence": "0"})

        answers = at_once(confirm, range(PEOPLE))

        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [302] + [409] * (PEOPLE - 1)
        session.refresh_from_db()
        assert (session.status, session.sequence) == ("confirmed", 1)
        about = Mail.objects.filter(about=f"session {session.pk}")
        assert about.count() == 1
        log = ModelLogEntry.objects.filter(
            action="sessions.confirm", object_id=str(session.pk)
        )
        assert log.count() == 1


def test_one_match_is_given_one_date_by_its_link(aisne):
    day = timezone.localdate() + dt.timedelta(days=7)
    seen = "legal,holiday,unknown"
    for _round in range(ROUNDS):
        match = make.MatchFactory(status="active")
        path = settle_path(match)

        def settle(number, path=path):
            hour = f"{9 + number % 10}:00"
            return Client().post(path, {"day": day, "hour": hour, "seen": seen})

        answers = at_once(settle, range(PEOPLE))

        assert {answer.status_code for answer in answers} <= {200, 302}
        assert AwarenessSession.objects.filter(match=match).count() == 1
