"""Signatories: who signs an agreement, in which order, how, and by which link."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.partnerships.choices import (
    SIGNABLE_STATUSES,
    LinkEnd,
    PartnershipStatus,
    SigningMethod,
)
from community.partnerships.models import Partnership
from community.partnerships.scans import private_storage, scan_path

NOT_TO_SIGN = _("Cette convention n’est pas à signer.")
FORGOTTEN = "Nom effacé"  # in the place of a name


def new_nonce() -> str:
    return secrets.token_hex(16)


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def unsigned(self) -> SignatoryQuerySet:
        return self.filter(signed_at=None)

    def to_sign(self) -> SignatoryQuerySet:
        return self.unsigned().filter(partnership__status__in=SIGNABLE_STATUSES)

    def for_account(self, user: Any) -> SignatoryQuerySet:
        """Those whose address is the account's own; a draft is nobody's yet."""
        if not user.email:
            return self.none()
        asked = Q(asked_at__isnull=False) | Q(signed_at__isnull=False)
        return self.filter(asked, email__iexact=user.email)


class Signatory(models.Model):
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="signatories"
    )
    role = models.CharField(_("fonction"), max_length=80)
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=1)
    # What makes the link that was sent the current one; worth nothing without the
    # server's key, so it may be read here and the same link sent again.
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    link_end = models.CharField(
        max_length=10, choices=LinkEnd.choices, blank=True, editable=False
    )
    asked_at = models.DateTimeField(_("sollicité le"), null=True, blank=True)
    delegated_from = models.CharField(
        _("à la place de"), max_length=120, blank=True, editable=False
    )
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True)
    method = models.CharField(
        _("moyen"), max_length=8, choices=SigningMethod.choices, blank=True
    )
    typed_name = models.CharField(_("nom écrit en signant"), max_length=120, blank=True)
    signed_sha256 = models.CharField(
        _("empreinte du texte signé"), max_length=64, blank=True, editable=False
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("notée par"),
    )
    recorded_at = models.DateTimeField(_("notée le"), null=True, blank=True)
    scan = models.FileField(
        _("scan"), storage=private_storage, upload_to=scan_path, blank=True
    )
    refused_at = models.DateTimeField(_("refusé le"), null=True, blank=True)
    refusal_reason = models.CharField(_("raison du refus"), max_length=300, blank=True)

    objects = SignatoryQuerySet.as_manager()

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
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(refused_at=None),
                name="signatory_signs_or_refuses",
                violation_error_message=_("On signe ou on refuse."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_turn(self) -> bool:
        """Whether this person may sign now: it is out, and those before have signed."""
        agreement = self.partnership
        if self.signed_at or not agreement.is_signable:
            return False
        before = agreement.signatories.unsigned().filter(position__lt=self.position)
        return not (agreement.in_order and before.exists())

    def _require_turn(self) -> None:
        """Read the row again, inside the lock; ValidationError if it is too late."""
        nonce = self.nonce
        self.refresh_from_db(fields=[f.name for f in _own_fields()])
        if self.signed_at:
            raise ValidationError(_("Cette personne a déjà signé."))
        if not self.partnership.is_signable or nonce != self.nonce:
            raise ValidationError(NOT_TO_SIGN)
        if not self.is_turn:
            raise ValidationError(_("Ce n’est pas encore son tour de signer."))

    def sign(
        self,
        method: str,
        *,
        by: Any = None,
        at: dt.datetime | None = None,
        seen: str | None = None,
        **proof: Any,
    ) -> None:
        """Sign the text whose fingerprint is `seen`; the last one signs the agreement.

        `proof` is what the method leaves: `typed_name`, `scan`.
        """
        with self.partnership.held():
            self._require_turn()
            if seen is not None and seen != self.partnership.text_sha256:
                raise ValidationError(_("Le texte a changé. Relisez-le avant."))
            for name, value in proof.items():
                setattr(self, name, value)
            self.method, self.recorded_at = method, timezone.now()
            self.signed_at = at or self.recorded_at
            self.signed_sha256 = self.partnership.text_sha256
            self.recorded_by = by
            self.save()
            self.partnership.note_signatures()
            data = self.trace()
            log(self.partnership, "partnerships.sign", user=by, data=data)

    def refuse(self, reason: str, by: Any = None) -> None:
        """Say no, and why; the agreement stops there until the desk takes it up."""
        with self.partnership.held():
            self._require_turn()
            self.refused_at, self.refusal_reason = timezone.now(), reason
            self.save()
            self.partnership.move(PartnershipStatus.REFUSED, closing_reason=reason)
            log(self.partnership, "partnerships.refuse", user=by)

    def delegate(self, name: str, role: str, email: str, by: Any = None) -> None:
        """Hand the signature over to somebody else; the link sent until now ends."""
        with self.partnership.held():
            self._require_turn()
            self.delegated_from = self.name
            self.name, self.role, self.email = name, role, email
            self.nonce, self.link_end = new_nonce(), LinkEnd.DELEGATED
            self.asked_at = None
            self.save()
            log(self.partnership, "partnerships.delegate", user=by)

    def void(self, why: str) -> None:
        """Forget signature, refusal and link; inside the agreement's lock."""
        self._drop_scan()
        self.nonce, self.link_end, self.asked_at = new_nonce(), why, None
        self.signed_at, self.method, self.typed_name = None, "", ""
        self.signed_sha256, self.recorded_by, self.recorded_at = "", None, None
        self.refused_at, self.refusal_reason = None, ""
        self.save()

    def forget(self) -> None:
        """Take the person out, not the deed; inside the agreement's lock."""
        agreement = self.partnership
        if self.refused_at and agreement.closing_reason == self.refusal_reason:
            agreement.closing_reason = ""
            agreement.save(update_fields=["closing_reason"])
        self._drop_scan()
        self.nonce, self.link_end = new_nonce(), LinkEnd.FORGOTTEN
        self.name, self.email, self.asked_at = FORGOTTEN, "", None
        self.delegated_from = self.typed_name = self.refusal_reason = ""
        self.save()
        log(agreement, "partnerships.forget", data={"signatory": self.pk})

    def _drop_scan(self) -> None:
        if self.scan:
            transaction.on_commit(_deletion(self.scan))
        self.scan = ""

    def trace(self) -> dict[str, Any]:
        """What the audit trail keeps of a signature: no name."""
        return {
            "signatory": self.pk,
            "method": self.method,
            "signed_at": self.signed_at.isoformat() if self.signed_at else "",
            "text": self.signed_sha256,
        }


def _own_fields() -> list[Any]:
    return [f for f in Signatory._meta.concrete_fields if f.name != "partnership"]


def _deletion(scan: Any) -> Any:
    name, storage = scan.name, scan.storage
    return lambda: storage.delete(name)
