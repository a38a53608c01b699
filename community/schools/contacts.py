"""Inviting people to speak for a school: a link that opens once, and only to accept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.schools.models import School, SchoolContact

VALID = dt.timedelta(days=14)


class InvitationQuerySet(models.QuerySet["SchoolInvitation"]):
    def pending(self) -> InvitationQuerySet:
        """Neither accepted nor taken back; perhaps expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class SchoolInvitation(models.Model):
    """`token_hash` is all that is kept of the link."""

    school = models.ForeignKey(School, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("fonction"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation d’un contact")
        verbose_name_plural = _("invitations de contacts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_pending_invitation_per_address",
                violation_error_message=_("Cette personne est déjà invitée."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.school}"

    @property
    def is_open(self) -> bool:
        """May still be accepted: the school takes part, the date is not over."""
        is_pending = self.accepted_at is None and self.withdrawn_at is None
        return (
            is_pending
            and timezone.now() < self.expires_at
            and self.school.takes_matches
        )

    def withdraw(self, by: Any) -> None:
        held = SchoolInvitation.objects.pending().filter(pk=self.pk)
        with transaction.atomic():
            if held.update(withdrawn_at=timezone.now()):
                data = {"role": self.role}
                log(self.school, "schools.uninvite", user=by, data=data)


def hash_of(token: str) -> str:
    """Return what is stored of a link: long and random, a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def invite(
    school: School, email: str, role: str, by: Any
) -> tuple[SchoolInvitation, str]:
    """Write an invitation and return it with its secret, known to nobody else.

    One that waited for the same address is replaced. ValidationError when the school
    takes no part, or when the person is a contact already.
    """
    address = email.casefold()
    token = secrets.token_urlsafe(24)
    now = timezone.now()
    with transaction.atomic():
        # Two coordinators may invite the same person at once: one waits.
        held = School.objects.select_for_update().get(pk=school.pk)
        if not held.takes_matches:
            raise ValidationError(_("Cet établissement est fermé ou ne participe pas."))
        if held.contacts.filter(user__email__iexact=address).exists():
            raise ValidationError(_("Cette personne est déjà un contact."))
        waiting = SchoolInvitation.objects.pending().filter(school=held, email=address)
        waiting.update(withdrawn_at=now)
        invitation = SchoolInvitation.objects.create(
            school=held,
            email=address,
            role=role,
            token_hash=hash_of(token),
            author=by,
            created_at=now,
            expires_at=now + VALID,
        )
        log(held, "schools.invite", user=by, data={"role": role})
    return invitation, token


def accept(invitation: SchoolInvitation, user: Any) -> SchoolContact:
    """Make `user` a contact, once; ValidationError when the link no longer opens."""
    with transaction.atomic():
        held = SchoolInvitation.objects.select_for_update().get(pk=invitation.pk)
        if held.accepted_at and held.accepted_by_id == user.pk:
            return SchoolContact.objects.get(school=held.school_id, user=user)
        if not held.is_open:
            raise ValidationError(_("Cette invitation ne peut plus être acceptée."))
        held.accepted_at, held.accepted_by = timezone.now(), user
        held.save(update_fields=["accepted_at", "accepted_by"])
        contact, _new = SchoolContact.objects.get_or_create(
            school=held.school, user=user, defaults={"role": held.role}
        )
        log(held.school, "schools.contact", user=user, data={"role": held.role})
    return contact


def remove(contact: SchoolContact, by: Any) -> None:
    """Close the school's space to somebody who has left."""
    with transaction.atomic():
        if SchoolContact.objects.filter(pk=contact.pk).delete()[0]:
            data = {"role": contact.role}
            log(contact.school, "schools.uncontact", user=by, data=data)
