"""What signatories and the desk read at each step of an agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from community.partnerships.links import path_for
from community.partnerships.models import Partnership
from community.partnerships.signatories import Signatory
from mentors.coordination.in_charge import write_to_those_in_charge
from mentors.mailing.models import Mail
from mentors.mailing.posting import post

FOLDER = "community/partnerships"
BETWEEN_REMINDERS = dt.timedelta(hours=48)


def ask(person: Signatory) -> Mail | None:
    """Send the link, for the first time since this text or this person."""
    key = f"sign-asked:{person.pk}:{person.nonce}"
    return _to_sign(person, key, is_reminder=False)


def remind(person: Signatory, occasion: str) -> Mail | None:
    """Send the same link again, once per occasion and at most once in 48 hours."""
    key = f"sign-reminder:{person.pk}:{person.nonce}:{occasion}"
    return _to_sign(person, key, is_reminder=True, cooldown=BETWEEN_REMINDERS)


def _to_sign(person: Signatory, key: str, is_reminder: bool, **how: Any) -> Mail | None:
    if not person.email:
        return None
    return post(
        person.email,
        f"{FOLDER}/mail_sign.txt",
        _context(person) | {"path": path_for(person), "is_reminder": is_reminder},
        key=key,
        about=f"signatory {person.pk}",
        why=_("Vous êtes signataire de cette convention."),
        is_secret=True,
        **how,
    )


def _context(person: Signatory) -> dict[str, Any]:
    return {"person": person, "partnership": person.partnership}


def tell_voided(person: Signatory, version: int) -> None:
    """Tell somebody who had signed that their signature counts no more."""
    _tell(person, "mail_voided.txt", f"sign-voided:{person.pk}:{version}")


def tell_signed(partnership: Partnership) -> None:
    """Tell every signatory that the last signature is in, with the text to keep."""
    for person in partnership.signatories.all():
        person.partnership = partnership
        key = f"sign-complete:{person.pk}:{person.nonce}"
        _tell(person, "mail_signed.txt", key, is_secret=True)


def tell_cancelled(partnership: Partnership) -> None:
    """Tell those who were asked or have signed; the others never heard of it."""
    for person in partnership.signatories.all():
        person.partnership = partnership
        if person.asked_at or person.signed_at:
            _tell(person, "mail_cancelled.txt", f"sign-cancelled:{person.pk}")


def _tell(person: Signatory, template: str, key: str, **how: Any) -> None:
    if person.email:
        post(
            person.email,
            f"{FOLDER}/{template}",
            _context(person) | {"path": path_for(person)},
            key=key,
            about=f"signatory {person.pk}",
            why=_("Vous êtes signataire de cette convention."),
            **how,
        )


def tell_refused(person: Signatory) -> None:
    """Tell the desk that somebody will not sign, and why."""
    key = f"sign-refused:{person.pk}:{person.nonce}"
    _to_desk(person.partnership, "mail_refused.txt", key, {"person": person})


def tell_forgotten(person: Signatory) -> None:
    """Tell the desk that a signature is awaited from somebody who is forgotten."""
    key = f"sign-forgotten:{person.pk}:{person.nonce}"
    _to_desk(person.partnership, "mail_forgotten.txt", key, {"person": person})


def tell_ending(partnership: Partnership, days: int) -> int:
    """Tell the desk that an agreement ends; return how many mails, once per `days`."""
    key = f"partnership-ends:{partnership.pk}:{partnership.ends_on}:{days}"
    return _to_desk(partnership, "mail_ending.txt", key, {})


def _to_desk(
    partnership: Partnership, template: str, key: str, context: dict[str, Any]
) -> int:
    told = write_to_those_in_charge(
        partnership.territory_id,
        f"{FOLDER}/{template}",
        context | {"partnership": partnership},
        key=key,
        about=f"partnership {partnership.pk}",
        why=_("Vous répondez de ce territoire."),
    )
    return len(told)
