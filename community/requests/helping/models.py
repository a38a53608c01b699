"""A parent who asks to be helped: where, about what, how to be reached; no more."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from resources.vocabularies.models import Term, Theme, Vocabulary, terms


class HelpStatus(models.TextChoices):
    NEW = "new", _("à orienter")
    DIRECTED = "directed", _("orientée")
    CLOSED = "closed", _("sans suite")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def waiting(self) -> HelpRequestQuerySet:
        return self.filter(status=HelpStatus.NEW)

    def for_user(self, user: Any) -> HelpRequestQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(commune__territory__coordinators__user=user).distinct()


class HelpRequest(models.Model):
    """`key` names the sending: sent twice, kept once. `reach`: a phone or an e-mail."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commune = models.ForeignKey(
        "mentors.Commune",
        models.PROTECT,
        related_name="+",
        verbose_name=_("commune"),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thème"),
    )
    language = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=terms(Vocabulary.LANGUAGE),
        verbose_name=_("langue"),
    )
    first_name = models.CharField(_("prénom"), max_length=40, blank=True)
    reach = models.CharField(_("téléphone ou e-mail"), max_length=254, blank=True)
    status = models.CharField(
        _("état"),
        max_length=8,
        choices=HelpStatus.choices,
        default=HelpStatus.NEW,
    )
    created_at = models.DateTimeField(_("reçue le"), auto_now_add=True)
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’aide")
        verbose_name_plural = _("demandes d’aide")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=HelpStatus.NEW) | Q(answered_at__isnull=False),
                name="help_request_answered_has_a_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.theme or _('tout sujet')}"

    def answer(self, status: str, by: Any) -> None:
        """Say what became of it, once; ValidationError when somebody did already."""
        if status not in (HelpStatus.DIRECTED, HelpStatus.CLOSED):
            raise ValidationError(_("Choisissez une réponse."))
        with transaction.atomic():
            waiting = HelpRequest.objects.waiting().filter(pk=self.pk)
            if not waiting.update(status=status, answered_at=timezone.now()):
                raise ValidationError(_("Quelqu’un a déjà répondu."))
            log(self, f"help.{status}", user=by)
        self.refresh_from_db()
