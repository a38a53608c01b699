"""The trace of regular work: one row per job and day, so that a day's is done once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRun(models.Model):
    """A regular job given to the workers on a day; `ended_at` once it went well."""

    name = models.CharField(_("travail"), max_length=60)
    day = models.DateField(_("jour"))
    started_at = models.DateTimeField(_("commencé à"), auto_now_add=True)
    ended_at = models.DateTimeField(_("terminé à"), null=True, blank=True)

    class Meta:
        verbose_name = _("travail régulier")
        verbose_name_plural = _("travaux réguliers")
        ordering = ["-day", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "day"], name="daily_run_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"
