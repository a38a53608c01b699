"""Who speaks for a school, and writing to them: one answer for every mail.

Its contacts with an open account; else whoever asked for a workshop, whose address was
confirmed by a code; else the mailbox of the ministry's directory. When nobody can be
written to, those in charge of the territory are asked to telephone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.requests.models import SessionRequest
from community.schools.models import School
from mentors.coordination.in_charge import write_to_those_in_charge
from mentors.mailing.posting import Recipient, post


class VoiceKind(models.TextChoices):
    """Labels are what a page may say once these were written to."""

    CONTACTS = "contacts", gettext_lazy("L’école a reçu un message.")
    ASKER = (
        "asker",
        gettext_lazy("La personne qui a demandé l’atelier a reçu un message."),
    )
    MAILBOX = "mailbox", gettext_lazy("Un message est parti à l’adresse de l’école.")
    NOBODY = (
        "nobody",
        gettext_lazy(
            "Cette école n’a pas d’adresse électronique\u00a0: la coordination"
            " est priée de l’appeler."
        ),
    )


@dataclass(frozen=True)
class Voice:
    kind: VoiceKind
    people: list[Recipient] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """What became of a mail to a school: by whom it speaks, how many mails are queued.

    For a school that nobody speaks for, `count` is of those asked to telephone.
    """

    kind: VoiceKind
    count: int

    @property
    def sentence(self) -> str:
        """Say it on a page; only what happened."""
        if self.count:
            return str(self.kind.label)
        if self.kind == VoiceKind.NOBODY:
            return _("Personne n’a pu être prévenu pour cette école.")
        return _("L’école a déjà reçu ce message.")


def voice_of(school: School, request: SessionRequest | None = None) -> Voice:
    """Return who speaks for `school`; `request` is what the mail is about, if any."""
    contacts = school.contacts.filter(user__is_active=True)
    people = [one.user for one in contacts.select_related("user").order_by("pk")]
    if people:
        return Voice(VoiceKind.CONTACTS, people)
    asker = _asker(request or school.requests.alive().order_by("-pk").first())
    if asker:
        return Voice(VoiceKind.ASKER, [asker])
    if school.email:
        return Voice(VoiceKind.MAILBOX, [school.email])
    return Voice(VoiceKind.NOBODY)


def _asker(request: SessionRequest | None) -> Recipient | None:
    """The account, or the confirmed address: that of a draft was never confirmed."""
    if request is None or request.submitted_at is None:
        return None
    if request.author_id:
        return request.author if request.author.is_active else None
    return request.contact_email or None


def write_to_school(
    school: School,
    template: str,
    context: dict[str, Any],
    *,
    key: str,
    why: str,
    ask_call: str = "",
    request: SessionRequest | None = None,
    but: Any = None,
    **how: Any,
) -> Told:
    """Write to whoever speaks for `school`, all but `but`; else have it telephoned.

    The template knows `school` and `has_account`; `ask_call` is the sentence that
    tells the coordination what to say, empty when it is not worth a call. `how` goes
    to `post`.
    """
    voice = voice_of(school, request)
    if voice.kind == VoiceKind.NOBODY:
        asked = _ask_to_call(school, ask_call, key) if ask_call else []
        return Told(voice.kind, len(asked))
    posted = [
        post(
            person,
            template,
            context | {"school": school, "has_account": not isinstance(person, str)},
            key=f"{key}:{person if isinstance(person, str) else person.pk}"[:120],
            why=why,
            **how,
        )
        for person in voice.people
        if person != but
    ]
    return Told(voice.kind, sum(mail is not None for mail in posted))


def _ask_to_call(school: School, ask_call: str, key: str) -> list[Any]:
    return write_to_those_in_charge(
        school.territory_id,
        "community/requests/mail_call.txt",
        {"school": school, "ask_call": ask_call},
        key=f"call-school:{key.replace(':', '-')}",
        about=f"school {school.pk}",
        why=_("Vous répondez de ce territoire."),
    )
