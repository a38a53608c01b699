"""Attestations of volunteering: figures frozen under a number that anyone may check."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from community.sessions.numbers import as_written, new_number
from community.sessions.reports import SessionReport
from mentors.profiles.models import Mentor


class Attestation(models.Model):
    mentor = models.ForeignKey(
        Mentor,
        models.CASCADE,
        related_name="attestations",
        verbose_name=gettext_lazy("parent ressource"),
    )
    number = models.CharField(
        gettext_lazy("numéro"), max_length=14, unique=True, default=new_number
    )
    starts_on = models.DateField(gettext_lazy("du"))
    ends_on = models.DateField(gettext_lazy("au"))
    sessions = models.PositiveIntegerField(gettext_lazy("ateliers"))
    minutes = models.PositiveIntegerField(gettext_lazy("minutes"))
    themes = models.JSONField(gettext_lazy("thèmes"), default=list)
    issued_at = models.DateTimeField(gettext_lazy("faite le"), default=timezone.now)
    revoked_at = models.DateTimeField(gettext_lazy("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("attestation")
        verbose_name_plural = gettext_lazy("attestations")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "starts_on", "ends_on"],
                condition=Q(revoked_at=None),
                name="one_valid_attestation_per_period",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on"), sessions__gte=1),
                name="attestation_holds_something",
                violation_error_message=gettext_lazy("Aucun atelier à attester."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def hours(self) -> str:
        """Hours and minutes, as one writes them: « 7 h 30 »."""
        whole, rest = divmod(self.minutes, 60)
        return f"{whole} h {rest:02}" if rest else f"{whole} h"

    def revoke(self, by: Any) -> None:
        """Take it back: its number answers that it is no longer valid."""
        with transaction.atomic():
            held = Attestation.objects.select_for_update().get(pk=self.pk)
            if held.revoked_at:
                raise ValidationError(_("Cette attestation est déjà retirée."))
            self.revoked_at = held.revoked_at = timezone.now()
            held.save(update_fields=["revoked_at"])
            log(held.mentor, "sessions.revoke", user=by, data={"number": held.number})


def told_by(mentor: Mentor, start: dt.date, end: dt.date) -> Any:
    """The reports of what `mentor` ran, first or with somebody, in that period."""
    mine = Q(mentor=mentor) | Q(session__co_mentors=mentor)
    reports = SessionReport.objects.between(start, end).filter(mine).distinct()
    return reports.prefetch_related("themes")


def issue(mentor: Mentor, start: dt.date, end: dt.date, by: Any) -> Attestation:
    """Freeze the figures of a period; the same figures give the same attestation.

    When they have changed, the former one is taken back. ValidationError without any.
    """
    reports = list(told_by(mentor, start, end))
    themes = sorted({str(one) for report in reports for one in report.themes.all()})
    facts = {
        "sessions": len(reports),
        "minutes": sum(report.minutes for report in reports),
        "themes": themes,
    }
    if not reports:
        raise ValidationError(_("Aucun atelier raconté sur cette période."))
    with transaction.atomic():
        Mentor.objects.select_for_update().get(pk=mentor.pk)
        valid = mentor.attestations.filter(revoked_at=None)
        former = valid.filter(starts_on=start, ends_on=end).first()
        if former and all(getattr(former, k) == v for k, v in facts.items()):
            return former
        if former:
            former.revoke(by)
        made = Attestation.objects.create(
            mentor=mentor, starts_on=start, ends_on=end, **facts
        )
        log(mentor, "sessions.attest", user=by, data={"number": made.number})
    return made


def find(number: str) -> Attestation | None:
    """Return the attestation of a number typed by somebody, spaces or not."""
    return Attestation.objects.filter(number=as_written(number)).first()
