"""A page appears at its hour and leaves at another, by the clock of the workers."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page

from resources.jobs import clock
from resources.jobs.scheduled import publish_scheduled
from resources.library.models import ResourcePage
from tests.resources.library import make_index, publish

HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index()


def withdrawn(index, slug: str, **dates) -> ResourcePage:
    """Return a page that was withdrawn, and is approved to come back as `dates` say."""
    page = publish(index, slug)
    page.unpublish()
    page.refresh_from_db()
    for name, value in dates.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def status(client, page: Page) -> int:
    return client.get(f"/ressources/{page.slug}/").status_code


def test_page_appears_at_its_hour_and_not_before(client, index):
    page = withdrawn(index, "demain", go_live_at=timezone.now() + HOUR)
    clock.tick()
    assert status(client, page) == 404

    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        clock.tick()
        assert status(client, page) == 200


def test_page_leaves_at_its_hour(client, index):
    page = publish(index, "bientot-fini")
    page.expire_at = timezone.now() + HOUR
    page.save_revision().publish()
    clock.tick()
    assert status(client, page) == 200

    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        clock.tick()
        assert status(client, page) == 404
    page.refresh_from_db()
    assert page.expired


def test_done_once(index):
    withdrawn(index, "demain", go_live_at=timezone.now() + HOUR)

    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        assert publish_scheduled() == 1
        assert publish_scheduled() == 0


def test_page_that_lacks_something_stops_no_other(client, index, caplog):
    lacking = withdrawn(index, "incomplete", go_live_at=timezone.now() + HOUR)
    whole = withdrawn(index, "complete", go_live_at=timezone.now() + 2 * HOUR)
    revision = lacking.scheduled_revision
    revision.content["summary"] = ""
    revision.save()

    with time_machine.travel(timezone.now() + 3 * HOUR, tick=False):
        clock.tick()

    assert status(client, whole) == 200
    assert status(client, lacking) == 404
    assert "was not published" in caplog.text
