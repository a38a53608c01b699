"""What phones said of sessions: how many came, and shares of those who answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.schools.masking import SMALLEST_SHOWN
from community.sessions.models import AwarenessSession
from community.sessions.survey.choices import AT_EASE, Usefulness
from community.sessions.survey.models import CheckIn, SurveyAnswer
from resources.models import Territory

BOTH = Q(before__isnull=False, after__isnull=False)


@dataclass(frozen=True)
class Share:
    """`people` of the `among` who answered the question said so."""

    label: str
    people: int
    among: int


@dataclass(frozen=True)
class Results:
    """`shares` holds the questions that enough people answered; the rest is masked."""

    arrivals: int
    answers: int
    shares: list[Share]

    @property
    def is_masked(self) -> bool:
        return not self.shares


def results_of(session: AwarenessSession | None) -> Results | None:
    """Return what was said, in two queries; None when nobody said anything."""
    if session is None:
        return None
    answers, shares = add_up(session.surveyanswers)
    came = session.checkins.count()
    return Results(came, answers, shares) if came or answers else None


def said_between(
    start: dt.date, end: dt.date, territories: Iterable[Territory]
) -> list[Share]:
    """Return the shares of all sessions of a period, in one query."""
    period = {"session__starts_at__date__range": (start, end)}
    answers = SurveyAnswer.objects.filter(**period)
    return add_up(answers.filter(session__school__territory__in=territories))[1]


def add_up(answers: Any) -> tuple[int, list[Share]]:
    """Return how many answered, and the shares that may be shown, in one query."""
    counts = answers.aggregate(
        answers=Count("pk"),
        both=Count("pk", filter=BOTH),
        ease_before=Count("pk", filter=BOTH & Q(before__in=AT_EASE)),
        ease_after=Count("pk", filter=BOTH & Q(after__in=AT_EASE)),
        opinions=Count("useful"),
        satisfied=Count("pk", filter=Q(useful=Usefulness.YES)),
    )
    shares = [
        Share(_("à l’aise avant l’atelier"), counts["ease_before"], counts["both"]),
        Share(_("à l’aise après"), counts["ease_after"], counts["both"]),
        Share(_("l’ont trouvé utile"), counts["satisfied"], counts["opinions"]),
    ]
    shown = [one for one in shares if one.among >= SMALLEST_SHOWN]
    return counts["answers"], shown


def arrivals(sessions: Iterable[AwarenessSession]) -> dict[int, int]:
    """Return how many phones said « je suis là », by session, in one query."""
    rows = CheckIn.objects.filter(session__in=[one.pk for one in sessions])
    return dict(rows.values_list("session").annotate(Count("pk")).order_by())


def said_by_phones(people: int) -> str:
    """Say where the number comes from: not everybody has a phone at hand."""
    text = ngettext(
        "%(n)s personne s’est signalée par le code de l’affiche. Ajoutez les autres.",
        "%(n)s personnes se sont signalées par le code de l’affiche. Ajoutez les "
        "autres.",
        people,
    )
    return text % {"n": people}
