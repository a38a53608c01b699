"""Proving an address by a code of six digits: hashed, short-lived, few tries.

Six digits are quickly tried whatever the hash: what protects a leaked table is the
site's secret in it, and half an hour.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

DIGITS = 6
VALID = dt.timedelta(minutes=30)
MOST_TRIES = 5
MOST_CODES = 4
# Between two codes for the same request.
PAUSE = dt.timedelta(minutes=1)


class ConfirmationCode(models.Model):
    """The one live code of a draft; a new one replaces it."""

    request = models.OneToOneField(
        "community.SessionRequest", models.CASCADE, related_name="code"
    )
    code_hash = models.CharField(max_length=64)
    address = models.EmailField()
    sent_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("code de confirmation")
        verbose_name_plural = _("codes de confirmation")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tries__lte=MOST_TRIES),
                name="confirmation_code_tries_are_few",
                violation_error_message=_("Trop d’essais pour ce code."),
            )
        ]

    def __str__(self) -> str:
        return str(self.request_id)


def hashed(request_id: int, code: str) -> str:
    """Return what is stored; the site's secret is part of it."""
    return salted_hmac(
        "requests.code", f"{request_id}:{code}", algorithm="sha256"
    ).hexdigest()


def new_code(request_id: int, address: str) -> str | None:
    """Draw and store a code; return it, None when it is too soon.

    Called inside a transaction that holds the request's row.
    """
    held = ConfirmationCode.objects.filter(request_id=request_id).first()
    now = timezone.now()
    if held and not _may_send(held, address, now):
        return None
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    ConfirmationCode.objects.update_or_create(
        request_id=request_id,
        defaults={
            "code_hash": hashed(request_id, code),
            "address": address,
            "sent_at": now,
            "sent_count": held.sent_count + 1 if held else 1,
            "tries": 0,
        },
    )
    return code


def _may_send(held: ConfirmationCode, address: str, now: dt.datetime) -> bool:
    if held.sent_count >= MOST_CODES:
        return False
    return held.address != address or now - held.sent_at >= PAUSE


def check_code(request_id: int, typed: str) -> None:
    """Count one try; ValidationError unless it is the live code of this request.

    The try is counted in its own transaction: a refusal does not take it back.
    """
    if not _matches(request_id, typed):
        raise ValidationError(
            _(
                "Ce code n’est pas le bon, ou il a expiré. Il vaut trente minutes et "
                "cinq essais : demandez-en un autre."
            )
        )


def _matches(request_id: int, typed: str) -> bool:
    with transaction.atomic():
        codes = ConfirmationCode.objects.select_for_update()
        held = codes.filter(request_id=request_id).first()
        if not held or held.tries >= MOST_TRIES:
            return False
        held.tries += 1
        held.save(update_fields=["tries"])
        is_live = timezone.now() - held.sent_at < VALID
        return is_live and hmac.compare_digest(
            held.code_hash, hashed(request_id, typed)
        )
