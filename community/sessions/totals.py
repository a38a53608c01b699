"""What reports add up to; the one place where sessions become numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from community.sessions.reports import SessionReport, SessionReportQuerySet
from mentors.profiles.models import Mentor


@dataclass(frozen=True)
class Totals:
    """Sessions held, people who came (presences), minutes, and distinct schools."""

    sessions: int
    participants: int
    minutes: int
    schools: int

    @property
    def hours(self) -> int:
        """Whole hours, rounded to the nearest."""
        return round(self.minutes / 60)


def totals_of(reports: SessionReportQuerySet) -> Totals:
    """Add up `reports` in one query."""
    sums: dict[str, Any] = reports.aggregate(
        sessions=Count("pk"),
        participants=Sum("participants", default=0),
        minutes=Sum("minutes", default=0),
        schools=Count("school", distinct=True),
    )
    return Totals(**sums)


def mentor_totals(mentor: Mentor) -> Totals:
    return totals_of(SessionReport.objects.filter(mentor=mentor))
