"""The one way a password becomes a person: as allauth's adapter asks for it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest


class EmailBackend(AuthenticationBackend):
    """Knows people by `email`, the word that allauth uses.

    Django's own sign-in form, and all that is built upon it, says `username`: whatever
    view a library brings, it signs nobody in past the limits and the second step.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> Any:
        if email is None:
            return None
        return super().authenticate(request, email=email, password=password)
