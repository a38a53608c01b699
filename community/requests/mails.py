"""What a school and its coordination read about a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.requests.choices import Sender
from community.requests.comers import Comer
from community.requests.following import follow_path
from community.requests.models import SessionRequest
from mentors.coordination.in_charge import (
    who_takes_over,
    write_to_those_in_charge,
)
from mentors.mailing.models import Mail
from mentors.mailing.posting import post, post_to_all

# To one address in an hour of the clock, whoever asks: nobody's mailbox is filled
# through this page.
MOST_CODES_AN_HOUR = 6
FOLDER = "community/requests"


def send_code(request: SessionRequest, code: str) -> bool:
    """Mail a code; return whether it was written, False once the hour has its own.

    The occasion of a mail is its rank in the hour, and an occasion is written to once:
    those who ask at the same moment wait for each other's, and cannot exceed the limit.
    """
    why = _("Vous, ou quelqu’un d’autre, avez demandé un atelier avec ce courriel.")
    return any(
        post(
            request.contact_email,
            f"{FOLDER}/mail_code.txt",
            {"code": f"{code[:3]}\u00a0{code[3:]}", "school": request.school},
            key=key,
            why=why,
            is_secret=True,
        )
        for key in _code_keys(request.contact_email)
    )


def _code_keys(address: str) -> list[str]:
    """The mails that an address may be sent this hour, which is not written in them."""
    mailbox = salted_hmac(
        "requests.mailbox", address.casefold(), algorithm="sha256"
    ).hexdigest()[:32]
    hour = timezone.now().astimezone(dt.UTC).strftime("%Y%m%d%H")
    return [
        f"request-code:{mailbox}:{hour}:{rank}"
        for rank in range(1, MOST_CODES_AN_HOUR + 1)
    ]


def own_page(request: SessionRequest) -> str:
    """Where the sender reads on: their school's page, or the secret link."""
    return reverse("requests:school") if request.author_id else follow_path(request)


def tell_received(request: SessionRequest) -> None:
    """Thank the sender, tell the coordination, and warn the school's own mailbox."""
    _tell_sender(request, "received")
    write_to_those_in_charge(
        request.school.territory_id,
        f"{FOLDER}/mail_new.txt",
        {"request": request},
        key=f"request-new:{request.pk}",
        about=f"request {request.pk}",
        why=_("Vous répondez de ce territoire."),
    )
    _warn_school(request)


def tell_cancelled(request: SessionRequest, comers: list[Comer]) -> list[Any]:
    """Tell those in charge that the school gives up, and who was to come."""
    return write_to_those_in_charge(
        request.school.territory_id,
        f"{FOLDER}/mail_cancelled.txt",
        {"request": request, "comers": [comer.name for comer in comers]},
        key=f"request-cancelled:{request.pk}",
        about=f"request {request.pk}",
        why=_("Vous répondez de ce territoire."),
    )


def tell_answer(request: SessionRequest, note: str) -> bool:
    """Write to the sender that the request changed state; say whether."""
    return _tell_sender(request, "answer", note=note)


def tell_alternatives(request: SessionRequest, offered: Any, note: str) -> bool:
    return _tell_sender(request, "alternatives", offered=offered, note=note)


def notice_left(request: SessionRequest) -> bool:
    """The school's own mailbox was warned of what somebody else asked for it."""
    return Mail.objects.filter(key=f"request-notice:{request.pk}").exists()


def tell_stand_in(request: SessionRequest) -> int:
    """Tell who takes over that nobody has answered in time; return how many."""
    return post_to_all(
        who_takes_over(request.school.territory_id),
        f"{FOLDER}/mail_overdue.txt",
        {"request": request},
        key=f"request-overdue:{request.pk}",
        about=f"request {request.pk}",
        why=_("Vous prenez le relais quand personne ne répond."),
    )


def _tell_sender(request: SessionRequest, what: str, **context: Any) -> bool:
    if not request.correspondent:
        return False
    moment = request.submitted_at if what == "received" else timezone.now()
    mail = post(
        request.correspondent,
        f"{FOLDER}/mail_{what}.txt",
        {"request": request, "own_page": own_page(request)} | context,
        key=f"request-{what}:{request.pk}:{moment:%Y%m%d%H%M%S%f}",
        about=f"request {request.pk}",
        why=_("Vous avez demandé un atelier."),
        is_secret=not request.author_id,
    )
    return mail is not None


def _warn_school(request: SessionRequest) -> None:
    """The school's mailbox learns of what somebody else asked in its name."""
    address = request.school.email
    if request.sender != Sender.OTHER or not address:
        return
    post(
        address,
        f"{FOLDER}/mail_notice.txt",
        {"request": request},
        key=f"request-notice:{request.pk}",
        about=f"request {request.pk}",
        why=_("Cette adresse est celle de l’établissement dans l’annuaire."),
    )
