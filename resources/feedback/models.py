"""What readers tell us, without a trace of who they are: votes, errors, comments.

A row holds a day and no hour, no address and no browser: nothing that two rows could be
tied by.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from resources.feedback import choices
from resources.feedback.choices import (
    CommentStatus,
    ErrorKind,
    RefusalReason,
    ReportStatus,
)
from resources.generations.models import SITE, renew_on_commit
from resources.vocabularies.models import Term, Vocabulary, terms


class FromReader(models.Model):
    """One thing said about one page, on one day; sent twice, it is kept once."""

    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("page")
    )
    day = models.DateField(_("jour"), default=timezone.localdate, editable=False)
    # Drawn at random for one sending; it says nothing of the sender.
    submission = models.UUIDField(
        _("envoi"), unique=True, default=uuid.uuid4, editable=False
    )
    text: Any  # each has its own length

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return _("« %(page)s », le %(day)s") % {
            "page": self.page,
            "day": self.day.strftime("%d/%m/%Y"),
        }

    def excerpt(self) -> str:
        return Truncator(self.text).chars(90) or _("(sans texte)")

    excerpt.short_description = _("texte")


class VoteQuerySet(models.QuerySet["Vote"]):
    def with_text(self) -> VoteQuerySet:
        return self.exclude(text="")

    def totals_by_page(self) -> models.QuerySet:
        """One row per page answered often enough: page_id, answers, no, share."""
        return (
            self.values("page_id")
            .annotate(answers=Count("pk"), no=Count("pk", filter=Q(is_useful=False)))
            .filter(answers__gte=choices.SHOWN_FROM)
            .annotate(share=F("no") * 100 / F("answers"))
            .order_by("-share", "-answers", "page_id")
        )


class Vote(FromReader):
    """« Cette page vous a-t-elle aidé ? », and why not."""

    is_useful = models.BooleanField(_("utile"))
    reason = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=terms(Vocabulary.NOT_USEFUL),
        verbose_name=_("raison"),
    )
    text = models.CharField(_("précision"), max_length=choices.VOTE_TEXT, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse « utile ? »")
        verbose_name_plural = _("réponses « utile ? »")
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["page", "is_useful", "reason"], name="vote_by_page")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_useful=False) | Q(reason=None, text=""),
                name="vote_says_why_only_when_not_useful",
                violation_error_message=_("Un « oui » n’a pas de raison à donner."),
            )
        ]


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    def open(self) -> ErrorReportQuerySet:
        return self.filter(status=ReportStatus.OPEN)

    def with_words(self) -> ErrorReportQuerySet:
        """The reader's, or the team's about them."""
        return self.exclude(text="", note="")


class ErrorReport(FromReader):
    """Something wrong in a page, told to the editors; nobody waits for an answer."""

    kind = models.CharField(_("erreur"), max_length=10, choices=ErrorKind.choices)
    text = models.TextField(_("précision"), max_length=choices.REPORT_TEXT, blank=True)
    status = models.CharField(
        _("état"),
        max_length=6,
        choices=ReportStatus.choices,
        default=ReportStatus.OPEN,
    )
    note = models.TextField(_("note de l’équipe"), max_length=choices.NOTE, blank=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("erreur signalée")
        verbose_name_plural = _("erreurs signalées")
        ordering = ["-status", "-day", "-pk"]  # « open » comes before « closed »
        indexes = [models.Index(fields=["-status", "-day"], name="report_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ErrorKind.values),
                name="report_kind_is_known",
                violation_error_message=_("Choisissez ce qui ne va pas."),
            )
        ]

    def close(self, by: Any, note: str = "") -> None:
        """Say that the page was mended, or need not be."""
        self._move(ReportStatus.CLOSED, by, note)

    def reopen(self, by: Any, note: str = "") -> None:
        self._move(ReportStatus.OPEN, by, note)

    @transaction.atomic
    def _move(self, status: ReportStatus, by: Any, note: str) -> None:
        current = ErrorReport.objects.select_for_update().get(pk=self.pk)
        self.status, self.note = status, note
        self.save(update_fields=["status", "note"])
        if current.status != status:
            log(self, f"feedback.report_{status}", user=by)


class CommentQuerySet(models.QuerySet["Comment"]):
    def pending(self) -> CommentQuerySet:
        return self.filter(status=CommentStatus.PENDING)

    def shown(self) -> CommentQuerySet:
        return self.filter(status__in=choices.SHOWN_STATUSES)

    def hidden(self) -> CommentQuerySet:
        return self.exclude(status__in=choices.SHOWN_STATUSES)

    def with_text(self) -> CommentQuerySet:
        return self.exclude(text="")


class Comment(FromReader):
    """A reader's word under a pseudonym, read by the team before anyone else."""

    pseudonym = models.CharField(_("pseudonyme"), max_length=choices.PSEUDONYM)
    text = models.TextField(_("texte"), max_length=choices.COMMENT_TEXT)
    status = models.CharField(
        _("état"),
        max_length=8,
        choices=CommentStatus.choices,
        default=CommentStatus.PENDING,
    )
    refusal_reason = models.CharField(
        _("raison du refus"),
        max_length=9,
        choices=RefusalReason.choices,
        blank=True,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commentaire")
        verbose_name_plural = _("commentaires")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["page", "status"], name="comment_by_page")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CommentStatus.REFUSED) ^ Q(refusal_reason=""),
                name="comment_refused_for_a_reason",
                violation_error_message=_(
                    "Un refus se dit avec sa raison, et lui seul en a une."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.REFUSED) | ~Q(text=""),
                name="comment_has_words",
                violation_error_message=_("Le commentaire est vide."),
            ),
        ]

    def approve(self, by: Any) -> None:
        """Show it to everyone. Raises ValidationError when its words are gone."""
        self._move(CommentStatus.APPROVED, by)

    def refuse(self, by: Any, reason: str) -> None:
        """Keep or take it out of sight. Raises ValidationError without a reason."""
        self._move(CommentStatus.REFUSED, by, reason)

    @transaction.atomic
    def _move(self, status: CommentStatus, by: Any, reason: str = "") -> None:
        """Done twice, or by two people at once, it is done and logged once."""
        current = Comment.objects.select_for_update().get(pk=self.pk)
        self.status, self.refusal_reason, self.text = status, reason, current.text
        self.validate_constraints()
        if (current.status, current.refusal_reason) == (status, reason):
            return
        self.save(update_fields=["status", "refusal_reason"])
        # The words stay out of the log: it is kept longer than they are.
        log(self, f"feedback.comment_{status}", user=by, data={"reason": reason})
        if {current.status, status} & set(choices.SHOWN_STATUSES):
            renew_on_commit(SITE)
