"""`manage.py jobs_worker`: the database worker, on our queue, and its clock."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands import db_worker

from cms.health.beating import heartbeat
from resources.jobs.clock import clock


class Command(db_worker.Command):
    help = "Run the jobs of one backend until told to stop, and say that it lives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        # Reloading restarts the process in the middle of a job: never by default.
        parser.set_defaults(backend_name="jobs", reload=False)

    def handle(self, **options: Any) -> None:
        with heartbeat(options["worker_id"], options["backend_name"]), clock():
            super().handle(**options)
