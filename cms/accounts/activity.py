"""When each session of a person was last used, which their account page lists."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 300


class ActivityMiddleware(UserSessionsMiddleware):
    """Write it down every five minutes, or when the device changes: not every page."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and not self._is_due(request):
            return self.get_response(request)
        return super().__call__(request)

    @staticmethod
    def _is_due(request: HttpRequest) -> bool:
        device = (
            request.session.session_key,
            get_adapter().get_client_ip(request),
            request.META.get("HTTP_USER_AGENT", ""),
        )
        digest = hashlib.sha256(repr(device).encode()).hexdigest()
        return cache.add(f"session-used-{digest}", True, EVERY_SECONDS)
