"""Telling the coordination that a parent waits: never who, nor how to reach them."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from community.requests.helping.models import HelpRequest
from mentors.coordination.in_charge import write_to_those_in_charge

# Several parents in a day are one mail: the list shows them all.
PAUSE = dt.timedelta(hours=20)


def tell_coordination(request: HelpRequest) -> None:
    write_to_those_in_charge(
        request.commune.territory_id,
        "community/helping/mail_new.txt",
        {"request": request},
        key=f"help-new:{request.pk}",
        about=f"territory {request.commune.territory_id}",
        why=_("Vous répondez de ce territoire."),
        cooldown=PAUSE,
    )
