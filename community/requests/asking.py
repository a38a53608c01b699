"""Writing a request down once, whoever sends it and however often."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.requests.choices import RequestStatus, Sender
from community.requests.comers import comers_for
from community.requests.forms import RequestForm
from community.requests.mails import send_code, tell_cancelled, tell_received
from community.requests.models import SessionRequest
from community.requests.proving import ConfirmationCode, check_code, new_code
from community.schools.models import School

ACADEMY = re.compile(r"@(region-academique-|ac-)[a-z-]+\.fr$")


def sender_of(school: School, address: str) -> Sender:
    """Tell the school's mailbox and the State's addresses from the others."""
    folded = address.casefold()
    if school.email and folded == school.email.casefold():
        return Sender.SCHOOL
    return Sender.ACADEMY if ACADEMY.search(folded) else Sender.OTHER


def ask_as_contact(form: RequestForm, school: School, by: Any) -> SessionRequest:
    """Send a contact's request; the same sent again is the one that is there."""
    with transaction.atomic():
        values = form.wishes() | {"author": by}
        request, created = _write(form, school, values)
        if created:
            request.submit(by)
            tell_received(request)
        elif request.author_id != by.pk or request.school_id != school.pk:
            raise ValidationError(_("Rouvrez la page, puis recommencez."))
    return request


def ask_in_public(form: RequestForm, school: School) -> SessionRequest:
    """Keep a draft and mail it a code; until confirmed it may be sent again, mended."""
    data = form.cleaned_data
    values = form.wishes() | {
        name: data[name] for name in ("contact_name", "contact_role", "contact_email")
    }
    values["sender"] = sender_of(school, data["contact_email"])
    with transaction.atomic():
        request, created = _write(form, school, values)
        is_own = request.school_id == school.pk and request.author_id is None
        if not is_own:
            raise ValidationError(_("Rouvrez la page, puis recommencez."))
        if request.status == RequestStatus.DRAFT:
            if not created:
                _rewrite(request, form, values)
            mail_code(request)
    return request


def _write(
    form: RequestForm, school: School, values: dict[str, Any]
) -> tuple[SessionRequest, bool]:
    """Return the request of this sending, locked, and whether it is new."""
    key = form.cleaned_data.get("key") or uuid.uuid4()
    request, created = SessionRequest.objects.get_or_create(
        key=key, defaults={"school": school, **values}
    )
    if created:
        _set_lists(request, form)
    held = SessionRequest.objects.select_for_update().select_related("school")
    return held.get(pk=request.pk), created


def _rewrite(request: SessionRequest, form: RequestForm, values: Any) -> None:
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=list(values))
    _set_lists(request, form)


def _set_lists(request: SessionRequest, form: RequestForm) -> None:
    request.themes.set(form.cleaned_data["themes"])
    request.languages.set(form.cleaned_data["languages"])


def mail_code(request: SessionRequest) -> bool:
    """Mail a new code unless one left a moment ago; return whether one is written."""
    with transaction.atomic():
        SessionRequest.objects.select_for_update().get(pk=request.pk)
        drawn = new_code(request.pk, request.contact_email)
        is_written = drawn is not None and send_code(request, drawn)
        if drawn and not is_written:
            # A code that nobody reads does not replace the one that was mailed.
            transaction.set_rollback(True)
    return is_written


def has_code(request: SessionRequest) -> bool:
    """Whether a code left for the address that the request names now."""
    codes = ConfirmationCode.objects.filter(request=request)
    return codes.filter(address=request.contact_email).exists()


def confirm(request: SessionRequest, code: str) -> None:
    """Send the draft whose code was typed; a second time changes nothing."""
    if request.status != RequestStatus.DRAFT:
        return
    check_code(request.pk, code)
    with transaction.atomic():
        request.submit()
        ConfirmationCode.objects.filter(request=request).delete()
        tell_received(request)


@transaction.atomic
def cancel(request: SessionRequest, by: Any = None) -> list[Any]:
    """Give it up from the school's side; return who of the coordination is told."""
    comers = comers_for(request)
    request.cancel(by)
    return tell_cancelled(request, comers)
