"""What became of proposals: who says yes, how fast, and whether a session follows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from community.matching.choices import MatchOrigin, MatchStatus
from community.matching.models import Match
from community.sessions.reports import SessionReport
from mentors.access import CoordinatorMixin

SINCE = dt.timedelta(days=365)
SOON = dt.timedelta(days=60)
SAID_YES = {
    MatchStatus.ACCEPTED,
    MatchStatus.ACTIVE,
    MatchStatus.SILENT,
    MatchStatus.ENDED,
}
SAID_NO = {MatchStatus.DECLINED, MatchStatus.EXPIRED}


@dataclass(frozen=True)
class Outcome:
    """One origin: shares are percentages, None where nothing can be said yet."""

    label: Any
    proposed: int
    waiting: int
    accepted: int
    rate: int | None
    days: float | None
    followed: int | None


def outcomes(user: Any, today: dt.date | None = None) -> list[Outcome]:
    """Return one line per origin, then all together: two queries."""
    day = today or timezone.localdate()
    matches = Match.objects.for_user(user).filter(proposed_at__date__gte=day - SINCE)
    rows = list(matches.order_by("pk"))
    held = _sessions_of(rows)
    lines = [(MatchOrigin(name).label, name) for name in MatchOrigin]
    by_origin = [
        _outcome(label, [m for m in rows if m.origin == name], held, day)
        for label, name in lines
    ]
    everything = _outcome(_("Ensemble"), rows, held, day)
    return [*(one for one in by_origin if one.proposed), everything]


def _sessions_of(rows: list[Match]) -> dict[tuple[int, int], list[dt.date]]:
    """Return the days of the reports of these mentors at these schools."""
    reports = SessionReport.objects.filter(
        mentor__in={m.mentor_id for m in rows}, school__in={m.school_id for m in rows}
    )
    found = defaultdict(list)
    days = reports.order_by().values_list("mentor_id", "school_id", "held_on")
    for mentor, school, day in days:
        found[mentor, school].append(day)
    return found


def _outcome(label: Any, rows: list[Match], held: dict, today: dt.date) -> Outcome:
    yes = [m for m in rows if _said_yes(m)]
    no = [m for m in rows if m.status in SAID_NO]
    waits = [
        (m.answered_at - m.proposed_at) / dt.timedelta(days=1)
        for m in rows
        if m.answered_at and (_said_yes(m) or m.status == MatchStatus.DECLINED)
    ]
    # A match that began less than sixty days ago cannot be judged yet.
    old = [m for m in yes if _began(m) and _began(m) + SOON <= today]
    followed = [m for m in old if _is_followed(m, held)]
    return Outcome(
        label=label,
        proposed=len(rows),
        waiting=sum(m.status == MatchStatus.PROPOSED for m in rows),
        accepted=len(yes),
        rate=_percent(len(yes), len(yes) + len(no)),
        days=round(median(waits), 1) if waits else None,
        followed=_percent(len(followed), len(old)),
    )


def _said_yes(match: Match) -> bool:
    """The mentor did; the school may have said no since."""
    turned_down = match.status == MatchStatus.CANCELLED and match.agreed_at is not None
    return match.status in SAID_YES or turned_down


def _began(match: Match) -> dt.date | None:
    """The day both had said yes, or None while they have not."""
    if match.status not in (MatchStatus.ACTIVE, MatchStatus.ENDED):
        return None
    at = match.agreed_at or match.answered_at
    return timezone.localdate(at) if at else None


def _is_followed(match: Match, held: dict) -> bool:
    began = _began(match)
    days = held.get((match.mentor_id, match.school_id), [])
    return any(began <= day <= began + SOON for day in days) if began else False


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


class OutcomesView(CoordinatorMixin, TemplateView):
    template_name = "community/impact/outcomes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "outcomes": outcomes(self.request.user)
        }
