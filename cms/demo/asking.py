"""What waits on the demo's desk: parents who ask for help, an answer that is late."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from community.models import HelpRequest, SessionRequest
from community.requests.choices import Sender
from mentors.models import Commune, Coordinator
from resources.models import Theme

# Communes of the Aisne, a theme each; numbers that no operator gives.
PARENTS = [
    ("02408", "temps-ecran", "Aïssa", "0199000001"),
    ("02691", "prise-en-main", "", "0199000002"),
    ("02722", "reseaux-sociaux", "Marc", "marc@exemple.test"),
]


def leave_work(today: dt.date, stand_in: Any) -> None:
    """Add what a first visit of the desk should show; no figure counts any of it."""
    Coordinator.objects.create(user=stand_in, territory_id="02", is_stand_in=True)
    themes = Theme.objects.in_bulk(field_name="slug")
    known = Commune.objects.in_bulk([insee for insee, *_rest in PARENTS])
    for insee, theme, first_name, reach in PARENTS:
        if insee in known:
            HelpRequest.objects.create(
                commune=known[insee],
                theme=themes.get(theme),
                first_name=first_name,
                reach=reach,
            )
    waiting = SessionRequest.objects.unanswered().filter(school__territory="02")
    first, *others = waiting.order_by("pk")[:2]
    sent = timezone.now() - dt.timedelta(days=9)
    SessionRequest.objects.filter(pk=first.pk).update(
        created_at=sent,
        submitted_at=sent,
        answer_due_on=today - dt.timedelta(days=2),
    )
    for request in others:
        SessionRequest.objects.filter(pk=request.pk).update(
            author=None,
            sender=Sender.OTHER,
            contact_name="Jeanne Petit",
            contact_role="professeure des écoles",
            contact_email="jeanne.petit@exemple.test",
        )
