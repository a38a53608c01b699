"""Every mail the site writes: what, to whom, why, and whether it left."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.mailing.choices import WAITING_STATUSES, MailStatus

# A worker that took a mail and said nothing more for so long is gone.
LOST_AFTER = dt.timedelta(minutes=10)
TEXT_KEPT = dt.timedelta(days=30)
ROW_KEPT = dt.timedelta(days=365)


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: dt.datetime) -> MailQuerySet:
        """To be sent now, those whose worker was lost on the way included."""
        ready = Q(status=MailStatus.QUEUED, next_try_at__lte=now)
        lost = Q(status=MailStatus.SENDING, taken_at__lt=now - LOST_AFTER)
        return self.filter(ready | lost)

    def held(self) -> MailQuerySet:
        return self.filter(status=MailStatus.HELD)

    def about_the_same(self, mail: Mail) -> MailQuerySet:
        return self.filter(kind=mail.kind, address=mail.address, about=mail.about)

    def with_old_text(self, now: dt.datetime) -> MailQuerySet:
        old = self.filter(written_at__lt=now - TEXT_KEPT).exclude(text="")
        return old.exclude(status__in=WAITING_STATUSES)

    def to_forget(self, now: dt.datetime) -> MailQuerySet:
        old = self.filter(written_at__lt=now - ROW_KEPT)
        return old.exclude(status__in=WAITING_STATUSES)


class Mail(models.Model):
    """One mail to one address.

    `key` names the occasion (« match-proposed:42 »): a second mail for the same
    occasion is not written. The text goes after 30 days, the row after a year; the
    text of a mail that holds a secret (`is_secret`) goes as soon as it left. One that
    is `useful_until` a moment, such as a code, is given up after it.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=60)
    about = models.CharField(_("à propos de"), max_length=80, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("personne"),
    )
    address = models.EmailField(_("adresse"))
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"), blank=True)
    why = models.CharField(_("pourquoi"), max_length=200)
    is_secret = models.BooleanField(default=False, editable=False)
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=MailStatus.choices,
        default=MailStatus.QUEUED,
    )
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    error = models.CharField(_("erreur"), max_length=80, blank=True)
    written_at = models.DateTimeField(_("écrit à"), default=timezone.now)
    next_try_at = models.DateTimeField(_("à envoyer dès"), default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé à"), null=True, blank=True)
    useful_until = models.DateTimeField(_("utile jusqu’à"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "next_try_at"]),
            models.Index(fields=["kind", "address", "about"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MailStatus.SENT) | Q(sent_at__isnull=False),
                name="mail_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WAITING_STATUSES) | ~Q(text=""),
                name="mail_to_send_has_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"

    def is_too_late(self, now: dt.datetime) -> bool:
        return self.useful_until is not None and self.useful_until < now
