"""Which texts are old enough to be forgotten, and what stays in their place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from resources.feedback.choices import CommentStatus, RefusalReason
from resources.feedback.models import Comment, ErrorReport, Vote
from resources.jobs.daily import daily
from resources.library.publishing import add_months

MONTHS = 12
NOBODY = "–"


def to_purge(today: dt.date, months: int) -> list[tuple[str, QuerySet, dict[str, Any]]]:
    """Return (name, rows, columns to overwrite); a row stays, so counts do.

    Published comments are content: they leave when an editor refuses them. One that
    nobody read for so long is refused, and says so.
    """
    before = {"day__lt": add_months(today, -months)}
    reason = Case(
        When(status=CommentStatus.PENDING, then=Value(RefusalReason.UNREAD.value)),
        default=F("refusal_reason"),
    )
    forgotten = {"text": "", "pseudonym": NOBODY, "refusal_reason": reason}
    return [
        (
            "réponses « utile ? »",
            Vote.objects.with_text().filter(**before),
            {"text": ""},
        ),
        (
            "erreurs signalées",
            ErrorReport.objects.with_words().filter(**before),
            {"text": "", "note": ""},
        ),
        (
            "commentaires refusés ou jamais relus",
            Comment.objects.hidden().with_text().filter(**before),
            forgotten | {"status": CommentStatus.REFUSED},
        ),
    ]


@daily("feedback.purge", hour=4)
@transaction.atomic
def purge_every_night(day: dt.date) -> None:
    """Do what `purge_feedback` does by hand."""
    for _name, rows, overwritten in to_purge(day, MONTHS):
        rows.update(**overwritten)
