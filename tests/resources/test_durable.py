"""What is acknowledged waits for the disk; the rest need not."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from resources.durable import on_disk
from resources.jobs.models import DailyRun

FULL = 2
NOT_SQLITE = connection.vendor != "sqlite"


def synchronous() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return cursor.fetchone()[0]


@pytest.mark.skipif(NOT_SQLITE, reason="PostgreSQL waits for the disk by itself")
def test_sqlite_waits_for_the_disk_in_the_block_alone(shared_database):
    with on_disk():
        inside = synchronous()

    assert (inside, synchronous()) == (FULL, FULL - 1)


@pytest.mark.skipif(NOT_SQLITE, reason="PostgreSQL waits for the disk by itself")
def test_an_error_leaves_it_as_it_was(shared_database):
    DailyRun.objects.create(name="x", day=timezone.localdate())
    with pytest.raises(IntegrityError), on_disk():
        DailyRun.objects.create(name="x", day=timezone.localdate())

    assert synchronous() == FULL - 1


@pytest.mark.django_db
def test_within_another_transaction_it_is_a_part_of_it():
    with on_disk():
        DailyRun.objects.create(name="x", day=timezone.localdate())

    assert DailyRun.objects.filter(name="x").exists()
