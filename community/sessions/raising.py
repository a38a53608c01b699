"""Questions that parents raised in workshops, on their way to the editors.

They are told by a report, or written by a participant on their own phone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.schools.models import School
from community.sessions.discretion import masked
from community.sessions.models import AwarenessSession
from community.sessions.reports import SessionReport

LONGEST_QUESTION = 300
MOST_QUESTIONS = 20
MOST_FROM_PHONES = 100


class QuestionStatus(models.TextChoices):
    NEW = "new", _("à lire")
    ANSWERED = "answered", _("une page y répond")
    SET_ASIDE = "aside", _("mise de côté")


class RaisedQuestion(models.Model):
    """One question. Editors read neither who told it nor the school."""

    report = models.ForeignKey(
        SessionReport, models.CASCADE, related_name="raised", null=True, editable=False
    )
    session = models.ForeignKey(
        AwarenessSession,
        models.CASCADE,
        related_name="raised",
        null=True,
        editable=False,
    )
    asked_on = models.DateField(_("jour de l’atelier"), editable=False)
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
        ordering = ["-asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "text"], name="raised_question_once"
            ),
            models.UniqueConstraint(
                fields=["session", "text"], name="raised_question_once_by_phones"
            ),
            models.CheckConstraint(
                condition=Q(report=None) ^ Q(session=None),
                name="raised_question_has_one_source",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        source = self.report or self.session
        return ", ".join(str(theme) for theme in source.themes.all())

    @property
    def month(self) -> str:
        """When, no closer than the month."""
        return f"{self.asked_on:%m/%Y}"


def raise_questions(report: SessionReport) -> None:
    """Follow the report's text: new lines come in, lines taken out leave if unread."""
    lines = [
        _discreet(line.strip(" -–•\t"), report.school)
        for line in report.questions.split("\n")
    ]
    kept = list(dict.fromkeys(line for line in lines if line))[:MOST_QUESTIONS]
    unread = report.raised.filter(status=QuestionStatus.NEW)
    unread.exclude(text__in=kept).delete()
    RaisedQuestion.objects.bulk_create(
        [
            RaisedQuestion(report=report, asked_on=report.held_on, text=text)
            for text in kept
        ],
        ignore_conflicts=True,
    )
    report.raised.update(asked_on=report.held_on)


def raise_from_phone(session: AwarenessSession, words: str) -> None:
    """Keep what a participant wrote, once; a flood of them stops somewhere."""
    text = _discreet(" ".join(words.split()), session.school)
    if text and session.raised.count() < MOST_FROM_PHONES:
        day = session.local_start.date()
        session.raised.get_or_create(text=text, defaults={"asked_on": day})


def _discreet(line: str, school: School) -> str:
    return masked(line, [school.name, school.city])[:LONGEST_QUESTION]
