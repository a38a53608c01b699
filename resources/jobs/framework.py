"""The regular work of Django, Wagtail and what they bring: nobody else runs it."""

from __future__ import annotations

import datetime as dt
import io

from django.conf import settings
from django.core.management import call_command

from resources.jobs.daily import daily

NIGHT = 3
# Each of these by its own command, every night.
COMMANDS = ["clearsessions", "remove_orphaned_tags"]
PRUNE = "prune_db_task_results"
DATABASE_TASKS = "django_tasks_db.DatabaseBackend"


@daily("framework.tidy", hour=NIGHT)
def tidy(day: dt.date) -> None:
    """Forget closed sessions, tags of nothing, and jobs that ended two weeks ago."""
    for name in COMMANDS:
        call_command(name, verbosity=0, stdout=io.StringIO())
    for backend in database_backends():
        every = ["--backend", backend, "--queue-name", "*"]
        call_command(PRUNE, *every, verbosity=0, stdout=io.StringIO())


def database_backends() -> list[str]:
    """Return the names of the queues that the database keeps."""
    return [
        name for name, row in settings.TASKS.items() if row["BACKEND"] == DATABASE_TASKS
    ]
