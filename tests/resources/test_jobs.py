"""Regular work is given once a day, whatever the number of workers that ask."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from resources.jobs import clock, daily
from resources.jobs.models import DailyRun

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=PARIS)

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """The days for which one morning job, and one of Mondays, were done."""
    days: dict[str, list[dt.date]] = {"every": [], "monday": []}
    monkeypatch.setattr(daily, "registry", {})
    daily.daily("every")(days["every"].append)
    daily.daily("monday", weekday=0)(days["monday"].append)
    return days


def start(at: dt.datetime) -> list[str]:
    with time_machine.travel(at, tick=False):
        return daily.start_due()


def test_a_morning_does_the_day_once(done):
    assert start(MONDAY) == ["every", "monday"]
    assert start(MONDAY + dt.timedelta(hours=3)) == []

    assert done == {"every": [MONDAY.date()], "monday": [MONDAY.date()]}
    assert DailyRun.objects.filter(ended_at=None).count() == 0


def test_nothing_is_due_at_night(done):
    assert start(MONDAY.replace(hour=6)) == []


def test_a_weekly_job_waits_for_its_day(done):
    assert start(MONDAY + dt.timedelta(days=1)) == ["every"]


def test_a_job_that_was_cut_is_done_again(done):
    start(MONDAY)
    DailyRun.objects.filter(name="every").update(ended_at=None, started_at=MONDAY)

    assert start(MONDAY + dt.timedelta(minutes=59)) == []
    assert start(MONDAY + dt.timedelta(minutes=61)) == ["every"]
    assert len(done["every"]) == 2


def test_a_job_of_another_version_does_nothing(done):
    daily.run_job.enqueue("gone", "2026-11-23")

    assert not DailyRun.objects.exists()


def test_a_tick_survives_a_question_that_fails(monkeypatch, caplog):
    def fail():
        raise ValueError("broken")

    asked = []
    monkeypatch.setattr(clock, "minutely", [fail, lambda: asked.append(1)])

    clock.tick()

    assert asked == [1]
    assert "met an error" in caplog.text


def test_old_traces_are_forgotten():
    DailyRun.objects.create(name="x", day=dt.date(2026, 9, 1))
    DailyRun.objects.create(name="x", day=dt.date(2026, 11, 1))

    daily.forget(MONDAY.date())

    assert DailyRun.objects.count() == 1
