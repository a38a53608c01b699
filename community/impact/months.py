"""Sessions per month, for the chart and the table beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.dates import MONTHS_3

from community.sessions.reports import SessionReport
from resources.models import Territory

PLOT_HEIGHT = 150


@dataclass(frozen=True)
class MonthBar:
    """One bar: `left` in per cent of the plot's width, `height` in pixels."""

    first_day: dt.date
    sessions: int
    participants: int
    left: float
    height: int

    @property
    def top(self) -> int:
        return PLOT_HEIGHT + 30 - self.height

    @property
    def middle(self) -> float:
        return round(self.left + 3, 1)

    @property
    def letter(self) -> str:
        return str(MONTHS_3[self.first_day.month])[0]


def sessions_per_month(
    scope: Territory | None = None, today: dt.date | None = None
) -> list[MonthBar]:
    """Return the last twelve whole or running months, oldest first; one query."""
    day = today or timezone.localdate()
    last = day.year * 12 + day.month - 1
    reports = SessionReport.objects.filter(month__gt=last - 12, month__lte=last)
    if scope:
        reports = reports.filter(territory=scope)
    rows = {
        row["month"]: row
        for row in reports.order_by()
        .values("month")
        .annotate(n=Count("pk"), people=Sum("participants"))
    }
    most = max((row["n"] for row in rows.values()), default=0) or 1
    return [_bar(rows.get(last - 11 + i), last - 11 + i, i, most) for i in range(12)]


def _bar(row: dict | None, month: int, index: int, most: int) -> MonthBar:
    sessions = row["n"] if row else 0
    return MonthBar(
        first_day=dt.date(month // 12, month % 12 + 1, 1),
        sessions=sessions,
        participants=row["people"] if row else 0,
        left=round(index * 100 / 12 + 1.2, 1),
        height=max(2, round(PLOT_HEIGHT * sessions / most)),
    )
