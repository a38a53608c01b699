"""Two-step sign-in, required of those who see other people's data.

Coordinators, national leads and administrators are sent to set it up before any page
that is not everyone's; the pages of their own account stay open, since that is where it
is done. `REQUIRE_MFA` turns it on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mentors.access import MemberMixin, coordinates_somewhere

GUARDED = ("/admin/", "/coordination/", "/documents/")
SET_UP = "mfa_index"


def needs_two_steps(user: Any) -> bool:
    """Administrators, national leads, coordinators and their stand-ins."""
    return user.is_superuser or coordinates_somewhere(user)


class TwoStepsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # Public pages never ask who is looking.
        if not settings.REQUIRE_MFA or not _is_guarded(request, view):
            return None
        user = request.user
        if not user.is_authenticated or not needs_two_steps(user):
            return None
        if is_mfa_enabled(user):
            return None
        messages.warning(
            request,
            _("Vous voyez les données d’autres personnes : ajoutez une seconde étape."),
        )
        return redirect(SET_UP)


def _is_guarded(request: HttpRequest, view: Any) -> bool:
    kind = getattr(view, "view_class", None)
    is_member_page = isinstance(kind, type) and issubclass(kind, MemberMixin)
    return is_member_page or request.path_info.startswith(GUARDED)
