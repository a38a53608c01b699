"""Where `next` may lead: an address of ours, written in full from its first slash.

Django's own check lets words through (`index`) that `redirect` takes for the name of a
view, and allauth's stops on hosts that cannot be read. Both are asked only about what
passes here first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000
# Whose views read it from a body too. Elsewhere a body is not read before its view.
POSTED_TO = ("/admin/", "/compte/")


def is_ours(request: HttpRequest, target: str) -> bool:
    """An absolute path, or an address of this very host."""
    if len(target) > LONGEST or not target.isprintable():
        return False
    if not target.startswith(("/", "http://", "https://")):
        return False
    return url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )


class RedirectTargetMiddleware:
    """Take a `next` that is not ours away, before any view reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        request.GET = _without_foreign(request, request.GET)
        if request.method == "POST" and request.path_info.startswith(POSTED_TO):
            request.POST = _without_foreign(request, request.POST)


def _without_foreign(request: HttpRequest, values: Any) -> Any:
    targets = values.getlist(REDIRECT_FIELD_NAME)
    if all(is_ours(request, target) for target in targets):
        return values
    kept = values.copy()
    del kept[REDIRECT_FIELD_NAME]
    return kept
