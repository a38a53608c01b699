"""Activity of sessions: on record, and not at the price of a write on every page."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
PAGE = "/compte/email/"


def writes(client, **headers) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE, headers=headers).status_code == 200
    return sum(q["sql"].startswith(("INSERT", "UPDATE")) for q in queries)


def test_first_page_is_on_record_and_the_next_ones_write_nothing(client_for, ada):
    client = client_for(ada)

    assert writes(client) >= 1
    assert UserSession.objects.get().user == ada
    assert writes(client) == 0


def test_another_device_is_on_record_at_once(client_for, ada):
    client = client_for(ada)
    client.get(PAGE)

    assert writes(client, user_agent="Another/1.0") == 1
    assert UserSession.objects.get().user_agent == "Another/1.0"


def test_later_use_is_on_record(client_for, ada, time_machine):
    time_machine.move_to("2026-11-02T10:00:00+01:00")
    client = client_for(ada)
    client.get(PAGE)
    before = UserSession.objects.get().last_seen_at

    time_machine.move_to("2026-11-02T10:06:00+01:00")
    client.get(PAGE)

    assert UserSession.objects.get().last_seen_at > before
