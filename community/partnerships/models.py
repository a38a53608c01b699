"""Partnerships: agreements with dates, signatories, and the schools they cover."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.partnerships.choices import (
    SIGNABLE_STATUSES,
    PartnershipKind,
    PartnershipStatus,
    PartnerType,
    SigningMethod,
)
from community.schools.models import School


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def in_force(self, on: dt.date | None = None) -> PartnershipQuerySet:
        """Signed by all and running on that day: the figure « partenariats »."""
        day = on or timezone.localdate()
        return self.filter(
            status=PartnershipStatus.SIGNED, starts_on__lte=day, ends_on__gte=day
        )

    def for_user(self, user: Any) -> PartnershipQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(territory__coordinators__user=user).distinct()


class Partnership(models.Model):
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
    status = models.CharField(
        _("état"),
        max_length=16,
        choices=PartnershipStatus.choices,
        default=PartnershipStatus.DRAFT,
    )
    signed_at = models.DateTimeField(_("signée le"), null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.partner_name}"

    def make_ready(self, by: Any) -> None:
        """Open the agreement for signature; it needs somebody to sign it."""
        if self.status not in (PartnershipStatus.DRAFT, PartnershipStatus.TO_VERIFY):
            raise ValidationError(_("Cette convention est déjà prête."))
        if not self.signatories.exists():
            raise ValidationError(_("Ajoutez au moins un signataire."))
        self.status = PartnershipStatus.READY
        self.save(update_fields=["status"])
        log(self, "partnerships.ready", user=by)

    def record_signature(
        self,
        signatory: Signatory,
        method: str,
        by: Any,
        at: dt.datetime | None = None,
    ) -> None:
        """Note one signature; the agreement is signed when the last one comes."""
        with transaction.atomic():
            held = Partnership.objects.select_for_update().get(pk=self.pk)
            if held.status not in SIGNABLE_STATUSES:
                raise ValidationError(_("Cette convention n’est pas à signer."))
            signatory.signed_at, signatory.method = at or timezone.now(), method
            signatory.save()
            waiting = held.signatories.filter(signed_at=None).exists()
            held.status = (
                PartnershipStatus.PARTIALLY_SIGNED
                if waiting
                else PartnershipStatus.SIGNED
            )
            held.signed_at = None if waiting else signatory.signed_at
            held.save(update_fields=["status", "signed_at"])
            log(held, "partnerships.sign", user=by, data={"method": method})
        self.status, self.signed_at = held.status, held.signed_at


class Signatory(models.Model):
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="signatories"
    )
    role = models.CharField(_("fonction"), max_length=80)
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=1)
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True)
    method = models.CharField(
        _("moyen"), max_length=8, choices=SigningMethod.choices, blank=True
    )

    class Meta:
        verbose_name = _("signataire")
        verbose_name_plural = _("signataires")
        ordering = ["partnership", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, method="")
                | (Q(signed_at__isnull=False) & ~Q(method="")),
                name="signatory_signed_has_a_method",
                violation_error_message=_("Une signature dit comment elle fut faite."),
            )
        ]

    def __str__(self) -> str:
        return self.name
