"""Regular work: each room names what is to be done every day, or on one day a week.

A job is a function of the day it is done for. It must be idempotent: cut in the middle,
it is done again for the same day.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from resources.jobs.models import DailyRun
from resources.jobs.tasks import task

logger = logging.getLogger(__name__)

Job = Callable[[dt.date], object]
MORNING = 7
GIVEN_UP_AFTER = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Daily:
    job: Job
    hour: int
    weekday: int | None

    def is_due(self, now: dt.datetime) -> bool:
        wanted = self.weekday is None or now.weekday() == self.weekday
        return wanted and now.hour >= self.hour


registry: dict[str, Daily] = {}


def daily(
    name: str, *, hour: int = MORNING, weekday: int | None = None
) -> Callable[[Job], Job]:
    """Register a job for every day from `hour` on, local time; Monday is weekday 0."""

    def register(job: Job) -> Job:
        registry[name] = Daily(job, hour, weekday)
        return job

    return register


def start_due(now: dt.datetime | None = None) -> list[str]:
    """Give today's due work to the workers; return the names of what was given.

    The row is what makes it once a day, whatever the number of workers. A job that has
    not ended after an hour was cut, and is given again.
    """
    now = now or timezone.now()
    local = timezone.localtime(now)
    runs = {run.name: run for run in DailyRun.objects.filter(day=local.date())}
    started = []
    for name, work in registry.items():
        if work.is_due(local) and _take(name, local.date(), runs.get(name), now):
            run_job.enqueue(name, local.date().isoformat())
            started.append(name)
    return started


def _take(name: str, day: dt.date, run: DailyRun | None, now: dt.datetime) -> bool:
    if run is None:
        return DailyRun.objects.get_or_create(name=name, day=day)[1]
    if run.ended_at or run.started_at > now - GIVEN_UP_AFTER:
        return False
    cut = DailyRun.objects.filter(
        pk=run.pk, started_at=run.started_at, ended_at__isnull=True
    )
    return cut.update(started_at=now) == 1


@task(backend="jobs")
def run_job(name: str, day: str) -> None:
    """Do one day's work; an unknown name is of another version of the site."""
    if name not in registry:
        logger.warning("No regular job is called %s.", name)
        return
    registry[name].job(dt.date.fromisoformat(day))
    DailyRun.objects.filter(name=name, day=day).update(ended_at=timezone.now())


@daily("jobs.forget")
def forget(day: dt.date) -> None:
    """A month of traces is enough to see what went wrong."""
    DailyRun.objects.filter(day__lt=day - dt.timedelta(days=31)).delete()
