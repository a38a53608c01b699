"""After a report: its corrections, the coordination's questions, the school's word."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.sessions.reports import SessionReport

LONGEST_WORDS = 1000


def _user(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=label,
    )


class ReportChange(models.Model):
    """One correction: who, when, why, and each column before and after.

    Of texts only the name is kept: what somebody took out of a note is gone.
    """

    report = models.ForeignKey(
        SessionReport,
        models.CASCADE,
        related_name="changes",
        verbose_name=_("compte rendu"),
    )
    author = _user(_("corrigé par"))
    changed_at = models.DateTimeField(_("corrigé le"), default=timezone.now)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    values = models.JSONField(_("avant et après"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report}, {self.changed_at:%d/%m/%Y}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def waiting(self) -> FollowUpQuerySet:
        return self.filter(answered_at=None)


class FollowUp(models.Model):
    """A question of the coordination about a report, and its answer."""

    report = models.ForeignKey(
        SessionReport,
        models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("compte rendu"),
    )
    asked_by = _user(_("posée par"))
    question = models.CharField(_("question"), max_length=LONGEST_WORDS)
    asked_at = models.DateTimeField(_("posée le"), default=timezone.now)
    answer = models.CharField(_("réponse"), max_length=LONGEST_WORDS, blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("question de suivi")
        verbose_name_plural = _("questions de suivi")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(answered_at=None),
                name="one_open_question_per_report",
                violation_error_message=_("Une question attend déjà sa réponse."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="follow_up_answer_is_dated",
                violation_error_message=_("Une réponse a un texte et une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Word(models.TextChoices):
    CONFIRMED = "confirmed", _("l’école confirme")
    DOUBTED = "doubted", _("l’école n’a pas le même souvenir")


class SchoolWord(models.Model):
    """What the school says of a report, once, by a link."""

    report = models.OneToOneField(
        SessionReport,
        models.CASCADE,
        related_name="school_word",
        verbose_name=_("compte rendu"),
    )
    word = models.CharField(_("avis"), max_length=10, choices=Word.choices)
    comment = models.CharField(_("commentaire"), max_length=LONGEST_WORDS, blank=True)
    said_at = models.DateTimeField(_("dit le"), default=timezone.now)

    class Meta:
        verbose_name = _("mot de l’école")
        verbose_name_plural = _("mots des écoles")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(word=Word.DOUBTED) | ~Q(comment=""),
                name="school_doubt_is_explained",
                violation_error_message=_("Dites ce qui s’est passé."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} : {self.get_word_display()}"
