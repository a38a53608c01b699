"""Where a territory's people could live: its communes, as the engine knows places."""

from __future__ import annotations

from community.matching.openings import Home
from mentors.communes.models import Commune
from resources.models import Territory


def homes_of(territory: Territory) -> list[Home]:
    """Return the territory's communes, the largest first, in one query."""
    communes = Commune.objects.filter(territory=territory).order_by("-population", "pk")
    rows = communes.values_list("name", "latitude", "longitude")
    return [Home(*row) for row in rows]
