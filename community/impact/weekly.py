"""On Mondays, one mail a coordinator: what waits, who arrived, which schools are alone.

It is written from the rows as they are on that morning: nobody who paused, left, moved
or belongs to another territory is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.impact.coverage import uncovered
from community.matching.models import Match
from community.requests.helping.models import HelpRequest
from community.requests.models import SessionRequest
from mentors.coordination.in_charge import people_in_charge, without_anybody
from mentors.coordination.models import Coordinator
from mentors.mailing.posting import post_to_all
from mentors.models import Mentor
from resources.jobs.daily import daily
from resources.models import Territory

MONDAY = 0
A_WEEK = dt.timedelta(days=7)
MOST = 5


@daily("coordination.week", weekday=MONDAY)
def send_weeks(day: dt.date) -> int:
    """Write to each coordinator and stand-in whose account is open; return how many."""
    return sum(
        _send(territory, people, week_of(territory, day), day)
        for territory, people in _addressed()
    )


def _addressed() -> Iterator[tuple[Territory, list[Any]]]:
    """Each territory with whom its week is for: all who are named, else a last resort.

    One that nobody is named for is read by those in charge of it all the same.
    """
    places = Coordinator.objects.filter(user__is_active=True).order_by("territory")
    by_territory = groupby(
        places.select_related("user", "territory"), key=lambda place: place.territory
    )
    for territory, named in by_territory:
        yield territory, [place.user for place in named]
    for territory in without_anybody():
        yield territory, people_in_charge(territory)


@transaction.atomic
def _send(
    territory: Territory, people: list[Any], facts: dict[str, Any], day: dt.date
) -> int:
    if not any(facts.values()):
        return 0
    return post_to_all(
        people,
        "community/impact/mail_week.txt",
        {"territory": territory, **facts},
        key=f"coordination-week:{day}:{territory.pk}",
        about=f"territory {territory.pk}",
        why=_("Vous répondez de ce territoire. Ce message part le lundi."),
    )


def week_of(territory: Territory, day: dt.date) -> dict[str, Any]:
    """Return the facts of one territory; each is empty or zero when there is none."""
    here = {"school__territory": territory}
    mentors = Mentor.objects.filter(commune__territory=territory)
    arrived = mentors.active().filter(approved_at__date__gt=day - A_WEEK)
    late = SessionRequest.objects.overdue(day).filter(**here)
    alone = uncovered(territory, agreed_only=True, order="priorite")
    return {
        "late": list(
            late.select_related("school__territory").order_by("answer_due_on")[:MOST]
        ),
        "unanswered": SessionRequest.objects.unanswered().filter(**here).count(),
        "applicants": mentors.waiting().count(),
        "helped": HelpRequest.objects.waiting()
        .filter(commune__territory=territory)
        .count(),
        "proposals": Match.objects.proposed().filter(**here).count(),
        "accepted": Match.objects.accepted().filter(**here).count(),
        "arrived": list(
            arrived.select_related("user", "commune").order_by("pk")[:MOST]
        ),
        "alone": [row.school for row in alone[:MOST]],
        "alone_count": len(alone),
    }
