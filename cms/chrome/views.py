"""Error pages: French, with the right status, and without a single query."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cms.chrome.context import public_navigation
from cms.chrome.footer import known_footer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when it is the database that does not answer, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _without_request("503.html", 503)
        response["Retry-After"] = "30"
        return response
    return _without_request("500.html", 500)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"footer": known_footer()}, status=status)


def _without_request(template: str, status: int) -> HttpResponse:
    # No request in the template: a context processor may be what just failed.
    words = {"public_nav": public_navigation(""), "footer": known_footer()}
    page = render_to_string(template, words)
    return HttpResponse(page, status=status)
