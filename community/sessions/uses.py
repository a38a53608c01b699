"""Which resources were used in workshops, as told by their reports."""

from __future__ import annotations

from community.sessions.reports import SessionReport


def workshops_with(page_id: int) -> int:
    """Count the workshops held with this resource, in one query."""
    return SessionReport.resources.through.objects.filter(
        resourcepage_id=page_id
    ).count()
