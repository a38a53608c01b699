"""The steps of an agreement, each with the mails that go with it: both or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.partnerships import mails
from community.partnerships.choices import PartnershipStatus
from community.partnerships.models import Partnership
from community.partnerships.signatories import Signatory
from resources.durable import on_disk


@transaction.atomic
def send_to_sign(partnership: Partnership, by: Any) -> int:
    """Freeze the text and send each link whose turn it is; return how many mails."""
    partnership.make_ready(by)
    return _ask_next(partnership)


def _ask_next(partnership: Partnership) -> int:
    asked = 0
    for person in partnership.signatories.unsigned().filter(asked_at=None):
        person.partnership = partnership
        if person.email and person.is_turn:
            person.asked_at = timezone.now()
            person.save(update_fields=["asked_at"])
            asked += mails.ask(person) is not None
    return asked


@on_disk()
def sign(person: Signatory, method: str, **how: Any) -> None:
    """Sign, then ask the next ones, or tell everybody that it is done."""
    person.sign(method, **how)
    if person.partnership.status == PartnershipStatus.SIGNED:
        mails.tell_signed(person.partnership)
    else:
        _ask_next(person.partnership)


@on_disk()
def refuse(person: Signatory, reason: str, by: Any = None) -> None:
    person.refuse(reason, by)
    mails.tell_refused(person)


@on_disk()
def delegate(
    person: Signatory, name: str, role: str, email: str, by: Any = None
) -> None:
    """Hand a signature over, and send its new holder a link of their own."""
    person.delegate(name, role, email, by)
    _ask_next(person.partnership)


@transaction.atomic
def cancel(partnership: Partnership, reason: str, by: Any) -> None:
    partnership.cancel(by, reason)
    mails.tell_cancelled(partnership)


def take_back(partnership: Partnership, by: Any) -> int:
    """Void what was signed and tell whoever had; inside `held`. Return how many."""
    signed = partnership.take_back(by)
    for person in signed:
        person.partnership = partnership
        mails.tell_voided(person, partnership.version)
    partnership.version += 1
    partnership.save(update_fields=["version"])
    return len(signed)


class EditedMeanwhile(ValidationError):
    """Somebody else changed the agreement after it was shown."""


def edit(
    partnership: Partnership, by: Any, seen: int, change: Callable[[], Any]
) -> int:
    """Void what was signed, then `change`; return how many signatures were lost.

    `seen` is the version that was shown: EditedMeanwhile when it is not the last.
    """
    with partnership.held():
        if partnership.version != seen:
            raise EditedMeanwhile(
                _("Quelqu’un l’a modifiée entre-temps. Vérifiez, puis recommencez.")
            )
        lost = take_back(partnership, by)
        change()
        log(partnership, "partnerships.edit", user=by)
    return lost
