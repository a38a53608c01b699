"""/healthz: what it says of web, database and worker, and what makes it say so."""

import datetime as dt
import threading
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import override_settings
from django.utils import timezone

from cms.health import views
from cms.health.beating import _beat, heartbeat
from cms.health.models import ALIVE_FOR, FORGOTTEN_AFTER, Heartbeat

QUEUES = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
only_jobs = override_settings(TASKS={"jobs": QUEUES["jobs"]})


@only_jobs
def test_all_is_well_when_the_worker_has_just_beaten(client, db):
    Heartbeat.objects.beat("w1", "jobs")
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"web": True, "database": True, "worker": True}
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@only_jobs
def test_a_worker_that_never_was_is_not_alive(client, db):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["worker"] is False


@only_jobs
def test_a_silent_worker_is_not_alive(client, db):
    Heartbeat.objects.create(
        worker_id="w1", backend="jobs", seen_at=timezone.now() - ALIVE_FOR
    )
    assert client.get("/healthz").json()["worker"] is False


@override_settings(TASKS=QUEUES)
def test_every_queue_needs_its_worker(client, db):
    Heartbeat.objects.beat("w1", "jobs")
    assert client.get("/healthz").json()["worker"] is False
    Heartbeat.objects.beat("w2", "default")
    assert client.get("/healthz").json()["worker"] is True


@only_jobs
def test_a_database_that_is_away_gives_a_503(client, db, monkeypatch):
    away = mock.Mock(cursor=mock.Mock(side_effect=DatabaseError))
    monkeypatch.setattr(views, "connection", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"web": True, "database": False, "worker": False}


def test_it_changes_nothing_and_takes_no_post(client, db):
    assert client.post("/healthz").status_code == 405


@only_jobs
def test_it_asks_twice(client, db, django_assert_num_queries):
    with django_assert_num_queries(2):  # does it answer; which queues are served
        client.get("/healthz")


def test_a_queue_run_at_once_needs_no_worker():
    with override_settings(
        TASKS={"default": {"BACKEND": "immediate"}, "jobs": QUEUES["jobs"]}
    ):
        assert views.queues_to_serve() == {"jobs"}


def test_beating_twice_is_one_row(db):
    Heartbeat.objects.beat("w1", "jobs")
    first = Heartbeat.objects.get().seen_at
    Heartbeat.objects.beat("w1", "jobs")
    assert Heartbeat.objects.get().seen_at > first


@pytest.mark.django_db(transaction=True)
def test_a_worker_beats_while_it_lives_and_leaves_nothing(monkeypatch):
    Heartbeat.objects.create(
        worker_id="old", backend="jobs", seen_at=timezone.now() - FORGOTTEN_AFTER
    )
    beaten = threading.Event()

    def beat(*arguments):
        _beat(*arguments)
        beaten.set()

    monkeypatch.setattr("cms.health.beating._beat", beat)
    with heartbeat("w1", "jobs"):
        assert beaten.wait(10)
        assert Heartbeat.objects.get().worker_id == "w1"
    assert not Heartbeat.objects.exists()


@override_settings(TASKS=QUEUES)
def test_the_command_serves_our_queue_with_a_heartbeat(db, monkeypatch):
    seen = {}

    def handle(self, **options):
        seen.update(options)

    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Command.handle", handle
    )
    # Their threads would write to the test database outside of the test.
    monkeypatch.setattr("cms.health.beating._beat", lambda *_arguments: None)
    monkeypatch.setattr("resources.jobs.clock.tick", lambda: None)
    call_command("jobs_worker", verbosity=0)
    assert seen["backend_name"] == "jobs"
    assert seen["reload"] is False


def test_a_missed_beat_is_no_death():
    assert dt.timedelta(seconds=40) < ALIVE_FOR < dt.timedelta(seconds=90)
