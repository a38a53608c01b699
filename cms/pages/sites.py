"""The site a request is for, kept in memory: Wagtail asks for it at each request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Site

from resources.generations.kept import Kept
from resources.generations.models import SITE

MOST_HOSTS = 50  # a wildcard in ALLOWED_HOSTS must not fill the memory

_sites: Kept[dict[tuple[str, str], Site | None]] = Kept(dict, SITE)


class KnownSiteMiddleware:
    """Leave the site on the request, where `Site.find_for_request` looks first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Without the generations of the page cache, asking for them costs as much.
        if getattr(request, "generations", None):
            sites = _sites.get(request)
            place = (request.get_host(), request.get_port())
            if place not in sites and len(sites) < MOST_HOSTS:
                sites[place] = Site.find_for_request(request)
            if place in sites:
                request._wagtail_site = sites[place]  # type: ignore[attr-defined]
        return self.get_response(request)
