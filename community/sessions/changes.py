"""What may happen to a planned session: each change checks, saves and leaves a trace.

A change bumps `sequence`, by which calendars know that theirs is out of date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.requests.models import SessionRequest
from community.sessions.choices import OPEN_STATUSES, SessionStatus, Side
from mentors.profiles.models import Mentor

MOST_CO_MENTORS = 4


class Changes(models.Model):
    co_mentors = models.ManyToManyField(
        Mentor,
        blank=True,
        related_name="co_sessions",
        verbose_name=_("animé avec"),
    )
    request = models.ForeignKey(
        SessionRequest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("demande"),
    )
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    changed_at = models.DateTimeField(_("modifié le"), default=timezone.now)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("arrêté par"),
    )
    stopped_side = models.CharField(
        _("du fait de"), max_length=12, choices=Side.choices, blank=True
    )
    stopped_reason = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        """The time of the school's territory, which is not always that of Paris."""
        return self.school.territory.zone

    @property
    def local_start(self) -> dt.datetime:
        """The hour on the school's own clock, without a zone: as one reads it."""
        return self.school.territory.local(self.starts_at)

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    def log_planned(self, by: Any) -> None:
        log(self, "sessions.plan", user=by)

    def confirm(self, by: Any, sequence: int) -> None:
        """The school says that this day suits: the one it read, of that revision."""
        with self._open():
            self.require_seen(sequence)
            if self.status == SessionStatus.CONFIRMED:
                raise ValidationError(_("L’école a déjà confirmé cette date."))
            if self.status != SessionStatus.PLANNED:
                raise ValidationError(_("Il faut d’abord choisir un nouveau jour."))
            if self.starts_at <= timezone.now():
                raise ValidationError(_("Ce moment est déjà passé."))
            self._write("sessions.confirm", by, status=SessionStatus.CONFIRMED)

    def require_seen(self, sequence: int) -> None:
        """Refuse what was decided before a page that is out of date."""
        if self.sequence != sequence:
            raise ValidationError(
                _("L’atelier a changé entre-temps : voici ce qui est prévu maintenant.")
            )

    def move(self, by: Any, sequence: int, starts_at: dt.datetime, place: str) -> None:
        """The school chooses another hour, to which it has thereby agreed.

        The caller holds the mentors' rows, so that no hour is taken twice.
        """
        with self._open():
            self.require_seen(sequence)
            blank = {"stopped_by": None, "stopped_side": "", "stopped_reason": ""}
            values = {"starts_at": starts_at, "place": place or self.place}
            values["status"] = SessionStatus.CONFIRMED
            self._write("sessions.change", by, **blank, **values)

    def change(self, by: Any, **values: Any) -> None:
        """Move it or say it otherwise; one that was put off is planned again.

        The caller holds the mentors' rows, so that no hour is taken twice.
        """
        with self._open():
            if self.status == SessionStatus.POSTPONED or "starts_at" in values:
                # The school agreed to another hour.
                values["status"] = SessionStatus.PLANNED
            blank = {"stopped_by": None, "stopped_side": "", "stopped_reason": ""}
            self._write("sessions.change", by, **blank, **values)

    def cancel(self, by: Any, side: str, reason: str) -> None:
        self._stop(SessionStatus.CANCELLED, "sessions.cancel", by, side, reason)

    def postpone(self, by: Any, side: str, reason: str) -> None:
        """Put it off to a day that is still to be found."""
        self._stop(SessionStatus.POSTPONED, "sessions.postpone", by, side, reason)

    def withdraw(self, mentor: Mentor) -> None:
        """A co-animator cannot come after all."""
        with self._open():
            self.co_mentors.remove(mentor)
            self._write("sessions.withdraw", mentor.user)

    def _stop(self, status: str, action: str, by: Any, side: str, reason: str) -> None:
        if side not in Side.values:
            raise ValidationError(_("Dites de qui cela vient."))
        with self._open():
            if self.status == status:
                raise ValidationError(_("C’est déjà fait."))
            self._write(
                action,
                by,
                status=status,
                stopped_by=by,
                stopped_side=side,
                stopped_reason=reason,
            )

    @contextmanager
    def _open(self) -> Iterator[None]:
        """Hold the row, as it is now; ValidationError when it is over."""
        with transaction.atomic():
            held = type(self)._default_manager.select_for_update().get(pk=self.pk)
            self.status, self.sequence = held.status, held.sequence
            if not self.is_open:
                raise ValidationError(
                    _("Cet atelier est déjà à l’état : %(state)s.")
                    % {"state": held.get_status_display()}
                )
            yield

    def _write(self, action: str, by: Any, **values: Any) -> None:
        values |= {"sequence": self.sequence + 1, "changed_at": timezone.now()}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        data = {"sequence": self.sequence, "side": self.stopped_side}
        log(self, action, user=by, data=data | {"reason": self.stopped_reason})
