"""Partnerships: agreements with dates, signatories, and the schools they cover.

Its steps are in `transitions.py`, the mails that go with them in `steps.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.partnerships.choices import (
    CLOSED_STATUSES,
    EDITABLE_STATUSES,
    SIGNABLE_STATUSES,
    PartnershipKind,
    PartnershipStatus,
    PartnerType,
    Stage,
)
from community.partnerships.texts import AgreementTemplate
from community.partnerships.transitions import Transitions
from community.schools.models import School

ENDING_DAYS = 90


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def in_force(self, on: dt.date | None = None) -> PartnershipQuerySet:
        """Signed by all and running on that day: the figure « partenariats »."""
        day = on or timezone.localdate()
        return self.signed().filter(starts_on__lte=day, ends_on__gte=day)

    def signed(self) -> PartnershipQuerySet:
        return self.filter(status=PartnershipStatus.SIGNED)

    def to_sign(self) -> PartnershipQuerySet:
        return self.filter(status__in=SIGNABLE_STATUSES)

    def ending(self, day: dt.date, within: int = ENDING_DAYS) -> PartnershipQuerySet:
        """In force, for so many days at most, and not being renewed."""
        last = day + dt.timedelta(days=within)
        renewed = Partnership.objects.filter(renews__isnull=False).exclude(
            status__in=CLOSED_STATUSES
        )
        return (
            self.in_force(day)
            .filter(ends_on__lte=last)
            .exclude(pk__in=renewed.values("renews"))
        )

    def for_user(self, user: Any) -> PartnershipQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(territory__coordinators__user=user).distinct()


class Partnership(Transitions, models.Model):
    reference = models.CharField(_("référence"), max_length=30, unique=True)
    kind = models.CharField(_("nature"), max_length=12, choices=PartnershipKind.choices)
    partner_name = models.CharField(_("partenaire"), max_length=160)
    partner_type = models.CharField(
        _("type de partenaire"), max_length=12, choices=PartnerType.choices
    )
    territory = models.ForeignKey(
        "resources.Territory",
        models.PROTECT,
        related_name="partnerships",
        verbose_name=_("territoire"),
    )
    schools = models.ManyToManyField(
        School,
        related_name="partnerships",
        blank=True,
        verbose_name=_("établissements couverts"),
    )
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin"))
    in_order = models.BooleanField(
        _("les signataires signent l’un après l’autre"), default=False
    )
    status = models.CharField(
        _("état"),
        max_length=16,
        choices=PartnershipStatus.choices,
        default=PartnershipStatus.DRAFT,
    )
    since = models.DateTimeField(_("en est là depuis"), default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    template = models.ForeignKey(
        AgreementTemplate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("texte à signer"), blank=True, editable=False)
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signée le"), null=True, blank=True)
    closing_reason = models.CharField(_("raison"), max_length=300, blank=True)
    renews = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name=_("renouvelle"),
    )
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suivie par"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenariat")
        verbose_name_plural = _("partenariats")
        ordering = ["-starts_on", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="partnership_ends_after_it_starts",
                violation_error_message=_("La fin vient après le début."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PartnershipStatus.SIGNED)
                | Q(signed_at__isnull=False),
                name="partnership_signed_has_a_date",
                violation_error_message=_("Une convention signée a une date."),
            ),
            models.CheckConstraint(
                condition=Q(text="", text_sha256="")
                | (~Q(text="") & ~Q(text_sha256="")),
                name="partnership_text_has_a_fingerprint",
                violation_error_message=_("Un texte figé a une empreinte."),
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=~Q(status__in=CLOSED_STATUSES),
                name="partnership_renewed_once",
                violation_error_message=_("Un renouvellement est déjà en cours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.partner_name}"

    @property
    def stage(self) -> Stage | None:
        """What the dates make of a signed agreement; None for any other."""
        if self.status != PartnershipStatus.SIGNED:
            return None
        today = timezone.localdate()
        if today < self.starts_on:
            return Stage.COMING
        if today > self.ends_on:
            return Stage.EXPIRED
        left = (self.ends_on - today).days
        return Stage.ENDING if left <= ENDING_DAYS else Stage.ACTIVE

    @property
    def state_label(self) -> str:
        return str(self.stage.label if self.stage else self.get_status_display())

    @property
    def is_signable(self) -> bool:
        return self.status in SIGNABLE_STATUSES

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE_STATUSES

    def draft_text(self) -> str:
        """The text as it would be sent now; "" when there is no model for this kind."""
        template = AgreementTemplate.objects.current(self.kind)
        return template.filled(self) if template else ""
