"""Questions that parents raised in workshops, on their way to the editors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.sessions.discretion import masked
from community.sessions.reports import SessionReport

LONGEST_QUESTION = 300
MOST_QUESTIONS = 20


class QuestionStatus(models.TextChoices):
    NEW = "new", _("à lire")
    ANSWERED = "answered", _("une page y répond")
    SET_ASIDE = "aside", _("mise de côté")


class RaisedQuestion(models.Model):
    """One line of a report. Editors read neither who told it nor the school."""

    report = models.ForeignKey(
        SessionReport, models.CASCADE, related_name="raised", editable=False
    )
    text = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    status = models.CharField(
        _("état"),
        max_length=8,
        choices=QuestionStatus.choices,
        default=QuestionStatus.NEW,
    )
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page qui y répond"),
    )

    class Meta:
        verbose_name = _("question de parents")
        verbose_name_plural = _("questions de parents")
        ordering = ["-report__held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "text"], name="raised_question_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        return ", ".join(str(theme) for theme in self.report.themes.all())

    @property
    def month(self) -> str:
        """When, no closer than the month."""
        return f"{self.report.held_on:%m/%Y}"


def raise_questions(report: SessionReport) -> None:
    """Follow the report's text: new lines come in, lines taken out leave if unread."""
    places = [report.school.name, report.school.city]
    lines = [
        masked(line.strip(" -–•\t"), places) for line in report.questions.split("\n")
    ]
    wanted = dict.fromkeys(line[:LONGEST_QUESTION] for line in lines if line)
    kept = list(wanted)[:MOST_QUESTIONS]
    unread = report.raised.filter(status=QuestionStatus.NEW)
    unread.exclude(text__in=kept).delete()
    RaisedQuestion.objects.bulk_create(
        [RaisedQuestion(report=report, text=text) for text in kept],
        ignore_conflicts=True,
    )
