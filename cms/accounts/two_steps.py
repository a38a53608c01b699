"""Two-step sign-in: asked of each session whose account has it, and required of some.

A second step belongs to a session, not to an account: the record that allauth keeps in
the session says whether this one passed. Coordinators, national leads and
administrators who have none are sent to set it up before any page that is not
everyone's, where `REQUIRE_MFA` is on; the pages of their own account stay open, since
that is where it is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mentors.access import MemberMixin, coordinates_somewhere

GUARDED = ("/admin/", "/coordination/", "/documents/")
OWN_ACCOUNT = "/compte/"
HOME = "/compte/bienvenue/"
SET_UP = "mfa_index"
HAS_NONE = "account_without_second_step"  # in the session: of which account
# Where a session that owes its second step may still go.
ASKING = {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
    "account_login",
}


def needs_two_steps(user: Any) -> bool:
    """Administrators, national leads, coordinators and their stand-ins."""
    return user.is_superuser or coordinates_somewhere(user)


def passed_second_step(request: HttpRequest) -> bool:
    """Whether this very session gave a code or a key."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" for record in records)


class TwoStepsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # Public pages never ask who is looking.
        is_guarded = _is_guarded(request, view)
        if not (is_guarded or _is_own_account(request)):
            return None
        if not request.user.is_authenticated or passed_second_step(request):
            return None
        if _has_second_step(request):
            return _ask(request)
        if settings.REQUIRE_MFA and is_guarded and needs_two_steps(request.user):
            return _send_to_set_up(request)
        return None


@receiver(user_logged_in)
def keep_whether_there_is_one(
    sender: Any, request: HttpRequest, user: Any, **kwargs: Any
) -> None:
    """Ask once a session, not once a page."""
    if not is_mfa_enabled(user):
        request.session[HAS_NONE] = user.pk


@receiver(authenticator_added)
def end_other_sessions(
    sender: Any, request: HttpRequest, user: Any, **kwargs: Any
) -> None:
    """Those that began before hold that there is none, and never gave it."""
    others = UserSession.objects.filter(user=user)
    others = others.exclude(session_key=request.session.session_key)
    get_adapter().end_sessions(list(others))


@receiver(authenticator_added)
def count_as_passed(
    sender: Any, request: HttpRequest, authenticator: Any, **kwargs: Any
) -> None:
    """Adding a code or a key shows that one holds it: it is not asked again at once."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        *records,
        {"method": "mfa", "type": authenticator.type, "at": time.time()},
    ]


def _has_second_step(request: HttpRequest) -> bool:
    if not settings.REQUIRE_MFA and request.session.get(HAS_NONE) == request.user.pk:
        return False
    return is_mfa_enabled(request.user)  # type: ignore[arg-type]


def _is_guarded(request: HttpRequest, view: Any) -> bool:
    kind = getattr(view, "view_class", None)
    is_member_page = isinstance(kind, type) and issubclass(kind, MemberMixin)
    return is_member_page or request.path_info.startswith(GUARDED)


def _is_own_account(request: HttpRequest) -> bool:
    """Where a second step could be taken away by whoever did not pass it."""
    match = request.resolver_match
    is_asking = match is not None and match.url_name in ASKING
    return request.path_info.startswith(OWN_ACCOUNT) and not is_asking


def _ask(request: HttpRequest) -> HttpResponse:
    """Send to the page of the code, or of the key for who has nothing else."""
    has_code = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    page = "mfa_reauthenticate" if has_code else "mfa_reauthenticate_webauthn"
    # A form that was sent is not sent again by coming back to it.
    back = request.get_full_path() if request.method == "GET" else HOME
    return redirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: back})}")


def _send_to_set_up(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request,
        _("Vous voyez les données d’autres personnes : ajoutez une seconde étape."),
    )
    return redirect(SET_UP)
