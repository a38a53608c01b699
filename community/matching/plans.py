"""Plans as records: what was asked, what was found, who looked, who sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.matching.choices import UNSENT_STATUSES, PlanStatus
from community.schools.models import School
from mentors.profiles.models import Mentor


class PlanRunQuerySet(models.QuerySet["PlanRun"]):
    def unsent(self) -> PlanRunQuerySet:
        return self.filter(status__in=UNSENT_STATUSES)

    def shown(self) -> PlanRunQuerySet:
        return self.exclude(status=PlanStatus.DISCARDED)

    def finished(self) -> PlanRunQuerySet:
        """Sent, and every proposal has its answer."""
        sent = self.filter(status=PlanStatus.SENT)
        return sent.exclude(matches__status="proposed")


class PlanRun(models.Model):
    """One computation for one territory, kept with what it was asked and found.

    `parameters` are the choices made by hand, `snapshot` the facts they met: a plan
    whose facts have moved says what changed before it may leave.
    """

    territory = models.ForeignKey(
        "resources.Territory", models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=PlanStatus.choices,
        default=PlanStatus.DRAFT,
    )
    parameters = models.JSONField(_("choix faits à la main"), default=dict)
    snapshot = models.JSONField(_("faits connus"), default=dict)
    result = models.JSONField(_("résultat"))
    created_at = models.DateTimeField(_("calculé le"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("relu le"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = PlanRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(status__in=UNSENT_STATUSES),
                name="one_unsent_plan_per_territory",
                violation_error_message=_(
                    "Un autre plan attend d’être envoyé pour ce territoire."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PlanStatus.SENT, PlanStatus.CLOSED])
                | Q(sent_at__isnull=False),
                name="plan_sent_has_a_date",
                violation_error_message=_("Un plan envoyé a une date d’envoi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.created_at:%d/%m/%Y %H:%M}"

    @property
    def is_unsent(self) -> bool:
        return self.status in UNSENT_STATUSES

    @property
    def locked(self) -> list[tuple[str, str]]:
        return [(m, s) for m, s in self.parameters.get("locked", [])]

    @property
    def removed(self) -> list[tuple[str, str]]:
        return [(m, s) for m, s in self.parameters.get("removed", [])]

    def review(self, by: Any) -> None:
        """Say that a person has looked: only then may it be sent."""
        with transaction.atomic():
            self.hold(PlanStatus.DRAFT)
            self.status, self.reviewed_by = PlanStatus.REVIEWED, by
            self.reviewed_at = timezone.now()
            self.save(update_fields=["status", "reviewed_by", "reviewed_at"])
            log(self, "matching.review", user=by)

    def mark_sent(self, by: Any, proposals: int) -> None:
        """Write that it left; the caller holds the row and makes the proposals."""
        self.status, self.sent_by = PlanStatus.SENT, by
        self.sent_at = timezone.now()
        self.save(update_fields=["status", "sent_by", "sent_at"])
        log(self, "matching.send", user=by, data={"proposals": proposals})

    def hold(self, status: PlanStatus) -> None:
        """Lock the row and read its state again, which must be `status`."""
        held = PlanRun.objects.select_for_update().get(pk=self.pk)
        self.status = held.status
        if self.status == PlanStatus.DRAFT != status:
            raise ValidationError(_("Relisez ce plan avant de l’envoyer."))
        if self.status != status:
            raise ValidationError(_("Ce plan a déjà été envoyé ou remplacé."))


class SetAsidePair(models.Model):
    """A pair that plans leave out: forbidden by a coordinator, declined, unanswered."""

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    until = models.DateField(_("jusqu’au"))

    class Meta:
        verbose_name = _("paire écartée")
        verbose_name_plural = _("paires écartées")
        ordering = ["-until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "school"], name="set_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.school}"


def end_of_school_year(today: dt.date | None = None) -> dt.date:
    """Return the next 31 July: refusals are forgotten with the school year."""
    day = today or timezone.localdate()
    return dt.date(day.year + (day.month > 7), 7, 31)


def set_aside(
    mentor: int, school: int, reason: str, until: dt.date | None = None
) -> None:
    """Keep a pair out of plans, until the end of the school year unless told."""
    SetAsidePair.objects.update_or_create(
        mentor_id=mentor,
        school_id=school,
        defaults={"until": until or end_of_school_year(), "reason": reason},
    )
