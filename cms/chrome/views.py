"""Error pages: French, with the right status, and without a single query."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cms.chrome.context import public_navigation


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when it is the database that does not answer, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _without_request("503.html", 503)
        response["Retry-After"] = "30"
        return response
    return _without_request("500.html", 500)


def _without_request(template: str, status: int) -> HttpResponse:
    # No request in the template: a context processor may be what just failed.
    page = render_to_string(template, {"public_nav": public_navigation("")})
    return HttpResponse(page, status=status)
