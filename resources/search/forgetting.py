"""Questions without an answer that nobody asked again for a year are forgotten."""

from __future__ import annotations

import datetime as dt

from resources.jobs.daily import daily
from resources.search.models import MissingSearch

DAYS = 365


@daily("searches.purge", hour=4)
def purge_every_night(day: dt.date) -> None:
    """Do what `purge_missing_searches` does by hand."""
    MissingSearch.objects.to_purge(day, DAYS).delete()
