"""What a coordinator asks an applicant, one question at a time, and the answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from mentors.profiles.choices import MentorStatus
from mentors.profiles.models import Mentor

LONGEST_QUESTION = 500
LONGEST_ANSWER = 1_000


class QuestionQuerySet(models.QuerySet["ApplicationQuestion"]):
    def open(self) -> QuestionQuerySet:
        return self.filter(answered_at=None)


class ApplicationQuestion(models.Model):
    mentor = models.ForeignKey(
        Mentor,
        models.CASCADE,
        related_name="questions",
        verbose_name=_("candidature"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("posée par"),
    )
    text = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    asked_at = models.DateTimeField(_("posée le"), default=timezone.now)
    answer = models.CharField(_("réponse"), max_length=LONGEST_ANSWER, blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question à un candidat")
        verbose_name_plural = _("questions aux candidats")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor"],
                condition=Q(answered_at=None),
                name="one_open_question_per_application",
                violation_error_message=_("Une question attend déjà sa réponse."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="answered_question_has_an_answer",
                violation_error_message=_("Écrivez votre réponse."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.asked_at:%d/%m/%Y}"

    @transaction.atomic
    def reply(self, answer: str) -> None:
        """Keep the applicant's answer; given once."""
        held = type(self).objects.select_for_update().open().filter(pk=self.pk)
        if not held.exists():
            raise ValidationError(_("Vous avez déjà répondu. Merci."))
        self.answer, self.answered_at = answer, timezone.now()
        self.validate_constraints()
        self.save(update_fields=["answer", "answered_at"])
        log(self.mentor, "mentors.reply", user=self.mentor.user)


@transaction.atomic
def ask(mentor: Mentor, by: Any, text: str) -> ApplicationQuestion:
    """Ask one thing of an applicant; ValidationError while another waits."""
    held = Mentor.objects.select_for_update().get(pk=mentor.pk)
    if held.status != MentorStatus.SUBMITTED:
        raise ValidationError(_("Cette candidature n’attend plus de réponse."))
    question = ApplicationQuestion(mentor=mentor, author=by, text=text)
    question.validate_constraints()
    question.save()
    log(mentor, "mentors.ask", user=by)
    return question
