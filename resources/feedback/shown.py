"""What a page shows of its readers' feedback, in two queries at most."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from resources.feedback.choices import SHOWN_FROM
from resources.feedback.forms import CommentForm, ErrorReportForm, VoteForm
from resources.feedback.models import Comment, Vote
from resources.feedback.tokens import sign
from resources.vocabularies.models import Term, Vocabulary

ON_PAGE = 5  # comments under a page; all are on their own page


@dataclass
class Feedback:
    token: str
    vote_form: VoteForm
    is_sensitive: bool
    answers: int = 0
    useful: int = 0
    comments: list[Comment] = field(default_factory=list)
    has_more: bool = False
    report_form: ErrorReportForm = field(default_factory=ErrorReportForm)
    comment_form: CommentForm = field(default_factory=CommentForm)

    @property
    def counts_are_shown(self) -> bool:
        return self.answers >= SHOWN_FROM


def is_sensitive(page: Page) -> bool:
    """Does this page, specific, speak of what is not discussed in public?"""
    if hasattr(page, "is_sensitive"):
        return page.is_sensitive()
    return hasattr(page, "theme") and page.theme.is_sensitive


def feedback_of(page: Page) -> Feedback:
    """Return what the templates of `page`, saved and specific, show."""
    terms = list(reasons().annotate(**_counts(page)))
    sensitive = is_sensitive(page)
    comments = [] if sensitive else list(comments_of(page)[: ON_PAGE + 1])
    return Feedback(
        token=sign(page.pk),
        vote_form=VoteForm(terms=terms),
        is_sensitive=sensitive,
        answers=terms[0].answers if terms else 0,
        useful=terms[0].useful if terms else 0,
        comments=comments[:ON_PAGE],
        has_more=len(comments) > ON_PAGE,
    )


def reasons() -> QuerySet[Term]:
    return Term.objects.of(Vocabulary.NOT_USEFUL)


def comments_of(page: Page) -> QuerySet[Comment]:
    return Comment.objects.shown().filter(page_id=page.pk)


def _counts(page: Page) -> dict[str, Coalesce]:
    """The page's counts, carried by every reason: one query brings both."""
    votes = Vote.objects.filter(page_id=page.pk).order_by().values("page_id")

    def count(*which: Q) -> Coalesce:
        counted = votes.filter(*which).annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted, IntegerField()), 0)

    return {"answers": count(), "useful": count(Q(is_useful=True))}
