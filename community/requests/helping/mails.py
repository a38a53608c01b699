"""Telling the coordination that a parent waits: never who, nor how to reach them."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from community.requests.helping.models import HelpRequest
from mentors.coordination.models import Coordinator
from mentors.mailing.posting import post

# Several parents in a day are one mail: the list shows them all.
PAUSE = dt.timedelta(hours=20)


def tell_coordination(request: HelpRequest) -> None:
    people = Coordinator.objects.filter(
        territory=request.commune.territory_id, is_stand_in=False
    )
    for person in people.filter(user__is_active=True).select_related("user"):
        post(
            person.user,
            "community/helping/mail_new.txt",
            {"request": request},
            key=f"help-new:{request.pk}:{person.user_id}",
            about=f"territory {request.commune.territory_id}",
            why=_("Vous coordonnez ce territoire."),
            cooldown=PAUSE,
        )
