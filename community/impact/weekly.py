"""On Mondays, one mail a coordinator: what waits, who arrived, which schools are alone.

It is written from the rows as they are on that morning: nobody who paused, left, moved
or belongs to another territory is in it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.impact.coverage import uncovered
from community.matching.models import Match
from community.requests.helping.models import HelpRequest
from community.requests.models import SessionRequest
from mentors.coordination.models import Coordinator
from mentors.mailing.posting import post
from mentors.models import Mentor
from resources.jobs.daily import daily
from resources.models import Territory

MONDAY = 0
A_WEEK = dt.timedelta(days=7)
MOST = 5


@daily("coordination.week", weekday=MONDAY)
def send_weeks(day: dt.date) -> int:
    """Write to each coordinator and stand-in whose account is open; return how many."""
    people = Coordinator.objects.filter(user__is_active=True)
    facts: dict[str, dict[str, Any]] = {}
    sent = 0
    for place in people.select_related("user", "territory").order_by("pk"):
        code = place.territory_id
        if code not in facts:
            facts[code] = week_of(place.territory, day)
        sent += _send(place, facts[code], day)
    return sent


@transaction.atomic
def _send(place: Coordinator, facts: dict[str, Any], day: dt.date) -> bool:
    if not any(facts.values()):
        return False
    mail = post(
        place.user,
        "community/impact/mail_week.txt",
        {"territory": place.territory, **facts},
        key=f"coordination-week:{day}:{place.pk}",
        about=f"territory {place.territory_id}",
        why=_("Vous coordonnez ce territoire. Ce courriel part le lundi."),
    )
    return mail is not None


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
