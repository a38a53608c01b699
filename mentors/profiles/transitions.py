"""What may happen to a mentor: each change checks, writes its trace and saves at once.

The row is locked and read again first: two people who decide at the same moment decide
once. The database refuses what the constraints of the model refuse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from mentors.profiles.charter import current_version
from mentors.profiles.choices import (
    APPLYING_STATUSES,
    SERVING_STATUSES,
    MentorStatus,
)
from mentors.profiles.stepping_back import step_back

LONGEST_PAUSE = dt.timedelta(days=550)
NOT_SUSPENDED = _("Aucune suspension à lever ici.")
SUSPENDED = _(
    "Votre place est suspendue\u00a0: la coordination seule peut vous la rendre."
)


class Transitions(models.Model):
    class Meta:
        abstract = True

    @property
    def has_current_charter(self) -> bool:
        return self.charter_version == current_version()

    def submit(self) -> None:
        """Send the application; the charter of today is accepted with it."""
        with self._from(APPLYING_STATUSES, _("Cette candidature est déjà envoyée.")):
            self.left_at = None
            self.submitted_at = self.charter_accepted_at = timezone.now()
            self.charter_version = current_version()
            own = ["left_at", "submitted_at", "charter_accepted_at", "charter_version"]
            self._move(MentorStatus.SUBMITTED, "mentors.submit", self.user, also=own)

    @transaction.atomic
    def accept_charter(self) -> None:
        """Sign today's text, after another was signed before."""
        self.charter_version = current_version()
        self.charter_accepted_at = timezone.now()
        self.save(update_fields=["charter_version", "charter_accepted_at"])
        log(self, "mentors.charter", user=self.user)

    def approve(self, by: Any) -> None:
        """Make the applicant a mentor; ValidationError names what is still missing."""
        with self._from(
            [MentorStatus.SUBMITTED], _("Seule une candidature envoyée s’approuve.")
        ):
            self._require_current_charter()
            self.approved_at = timezone.now()
            own = ["approved_at", "training", "training_waiver", "trained_on"]
            self._move(MentorStatus.APPROVED, "mentors.approve", by, also=own)

    def refuse(self, by: Any, reason: str) -> None:
        with self._from(
            [MentorStatus.SUBMITTED], _("Seule une candidature envoyée se refuse.")
        ):
            self._move(MentorStatus.REFUSED, "mentors.refuse", by, reason)

    def pause(self, by: Any, until: dt.date | None = None, reason: str = "") -> None:
        """Take no new school for a while; those one follows already stay."""
        today = timezone.localdate()
        if until and not today < until <= today + LONGEST_PAUSE:
            raise ValidationError(_("La pause va de demain à dix-huit mois."))
        with self._from(
            [MentorStatus.APPROVED], _("Seul un parent ressource fait une pause.")
        ):
            self.paused_until = until
            own = ["paused_until"]
            self._move(MentorStatus.PAUSED, "mentors.pause", by, reason, also=own)
            step_back(self, by, ends_all=False)

    def come_back(self, by: Any) -> None:
        with self._from([MentorStatus.PAUSED], _("Vous n’êtes pas en pause.")):
            if self.suspended_at:
                raise ValidationError(SUSPENDED)
            self._require_current_charter()
            self.paused_until = None
            own = ["paused_until"]
            self._move(MentorStatus.APPROVED, "mentors.come-back", by, also=own)

    def suspend(self, by: Any, reason: str) -> None:
        """Stop somebody at once, schools included, until the coordination lifts it."""
        with self._from(
            SERVING_STATUSES, _("Seul un parent ressource peut être suspendu.")
        ):
            if self.suspended_at:
                raise ValidationError(_("Cette personne est déjà suspendue."))
            self.paused_until, self.suspended_at = None, timezone.now()
            own = ["paused_until", "suspended_at"]
            self._move(MentorStatus.PAUSED, "mentors.suspend", by, reason, also=own)
            step_back(self, by, ends_all=True)

    def lift_suspension(self, by: Any) -> None:
        """Make somebody active again; nobody lifts their own suspension."""
        with self._from([MentorStatus.PAUSED], NOT_SUSPENDED):
            if not self.suspended_at or by == self.user:
                raise ValidationError(NOT_SUSPENDED)
            self._require_current_charter()
            self.suspended_at = None
            own = ["suspended_at"]
            self._move(MentorStatus.APPROVED, "mentors.lift", by, also=own)

    def leave(self, by: Any, reason: str = "") -> None:
        """Stop for good; what was done stays in the figures."""
        with self._from(
            [status for status in MentorStatus if status != MentorStatus.LEFT],
            _("Vous avez déjà arrêté."),
        ):
            self.paused_until = self.suspended_at = None
            self.left_at = timezone.now()
            own = ["paused_until", "suspended_at", "left_at"]
            self._move(MentorStatus.LEFT, "mentors.leave", by, reason, also=own)
            step_back(self, by, ends_all=True)

    @transaction.atomic
    def note_training(
        self, by: Any, training: str, waiver: str, on: dt.date | None = None
    ) -> None:
        """Keep how far training is; an active mentor stays trained or dispensed."""
        self.training, self.training_waiver = training or self.training, waiver
        self.trained_on = on
        self.validate_constraints()
        self.save(update_fields=["training", "training_waiver", "trained_on"])
        said = {"training": self.training, "on": on.isoformat() if on else ""}
        log(self, "mentors.training", user=by, data=said)

    def _require_current_charter(self) -> None:
        if self.charter_version and not self.has_current_charter:
            raise ValidationError(
                _("La charte a changé : la nouvelle doit d’abord être lue.")
            )

    def _from(self, statuses: Collection[str], refusal: Any) -> _Held:
        return _Held(self, statuses, refusal)

    def _move(
        self,
        status: str,
        action: str,
        by: Any,
        reason: str = "",
        *,
        also: Collection[str] = (),
    ) -> None:
        """Write the state and `also`, nothing else: a profile saved meanwhile stays."""
        self.status, self.status_reason = status, reason
        self.validate_constraints()
        self.save(update_fields=["status", "status_reason", *also])
        log(self, action, user=by, data={"reason": reason} if reason else None)


class _Held:
    """One transaction that holds the row; refused unless it is still in `statuses`."""

    def __init__(self, mentor: Any, statuses: Collection[str], refusal: Any) -> None:
        self.mentor, self.statuses, self.refusal = mentor, statuses, refusal
        self.atomic = transaction.atomic()

    def __enter__(self) -> None:
        self.before = dict(self.mentor.__dict__)
        self.atomic.__enter__()
        try:
            rows = type(self.mentor).objects.select_for_update()
            held = rows.values_list("status", "suspended_at").get(pk=self.mentor.pk)
            if held[0] not in self.statuses:
                raise ValidationError(self.refusal)
            self.mentor.suspended_at = held[1]
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(self, *error: Any) -> None:
        self.atomic.__exit__(*error)
        if error[0]:
            # What was not written is not kept in memory either.
            self.mentor.__dict__.update(self.before)
