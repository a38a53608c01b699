"""What a page shows of its readers' feedback, in two queries at most."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from resources.feedback.choices import SHOWN_FROM
from resources.feedback.forms import CommentForm, ErrorReportForm, VoteForm
from resources.feedback.models import Comment, Vote
from resources.feedback.tokens import sign
from resources.generations.kept import Kept
from resources.generations.models import SITE
from resources.vocabularies.models import Term, Vocabulary

ON_PAGE = 5  # comments under a page; all are on their own page


@dataclass
class Feedback:
    token: str
    forms: dict[str, SafeString]
    is_sensitive: bool
    answers: int = 0
    useful: int = 0
    comments: list[Comment] = field(default_factory=list)
    has_more: bool = False

    @property
    def counts_are_shown(self) -> bool:
        return self.answers >= SHOWN_FROM


def is_sensitive(page: Page) -> bool:
    """Does this page, specific, speak of what is not discussed in public?"""
    if hasattr(page, "is_sensitive"):
        return page.is_sensitive()
    return hasattr(page, "theme") and page.theme.is_sensitive


def feedback_of(page: Page, request: HttpRequest | None = None) -> Feedback:
    """Return what the templates of `page`, saved and specific, show."""
    votes = Vote.objects.filter(page_id=page.pk).aggregate(
        answers=Count("pk"), useful=Count("pk", filter=Q(is_useful=True))
    )
    sensitive = is_sensitive(page)
    comments = [] if sensitive else list(comments_of(page)[: ON_PAGE + 1])
    return Feedback(
        token=sign(page.pk),
        forms=_blank_forms.get(request),
        is_sensitive=sensitive,
        comments=comments[:ON_PAGE],
        has_more=len(comments) > ON_PAGE,
        **votes,
    )


def _blank() -> dict[str, SafeString]:
    """The forms before anything is typed, {kind: HTML}: the same under every page.

    The page that they are about stands beside them, tied by `form="envoi-…"`.
    """
    forms = (VoteForm(terms=list(reasons())), ErrorReportForm(), CommentForm())
    template = "resources/feedback/_form.html"
    return {
        form.kind: render_to_string(template, {"form": form, "token": ""})
        for form in forms
    }


_blank_forms: Kept[dict[str, SafeString]] = Kept(_blank, SITE)


def reasons() -> QuerySet[Term]:
    return Term.objects.of(Vocabulary.NOT_USEFUL)


def comments_of(page: Page) -> QuerySet[Comment]:
    return Comment.objects.shown().filter(page_id=page.pk)
