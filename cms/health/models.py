"""The last sign of life of each jobs worker; it knows nothing of what the jobs do."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BEAT_SECONDS = 15
# Three missed beats, and as long again as SQLite may make a writer wait.
ALIVE_FOR = dt.timedelta(seconds=3 * BEAT_SECONDS + 20)
FORGOTTEN_AFTER = dt.timedelta(days=1)


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def recent(self) -> HeartbeatQuerySet:
        return self.filter(seen_at__gt=timezone.now() - ALIVE_FOR)

    def forgotten(self) -> HeartbeatQuerySet:
        return self.filter(seen_at__lte=timezone.now() - FORGOTTEN_AFTER)

    def beat(self, worker_id: str, backend: str) -> None:
        """Note that this worker lives, in one statement that cannot collide."""
        self.bulk_create(
            [self.model(worker_id=worker_id, backend=backend, seen_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["worker_id"],
            update_fields=["backend", "seen_at"],
        )


class Heartbeat(models.Model):
    worker_id = models.CharField(_("service"), max_length=64, primary_key=True)
    backend = models.CharField(_("file de tâches"), max_length=64)
    seen_at = models.DateTimeField(_("vu à"))

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("signe de vie")
        verbose_name_plural = _("signes de vie")

    def __str__(self) -> str:
        return f"{self.backend} · {self.worker_id}"
