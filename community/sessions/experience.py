"""How often each mentor ran each theme, for the reasons that proposals give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count

from community.sessions.reports import SessionReport


def themes_run_by(mentors: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count reports by mentor and theme, in one query."""
    rows = SessionReport.objects.filter(mentor__in=mentors, themes__isnull=False)
    counted = rows.order_by().values_list("mentor", "themes__slug")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for mentor, theme, times in counted.annotate(n=Count("pk")):
        found[mentor][theme] = times
    return found
