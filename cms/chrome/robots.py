"""What search engines are asked to leave alone: all that needs an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from resources.generations.models import SITE
from resources.generations.public import public_page

CLOSED = (
    "/_util/",
    "/admin/",
    "/compte/",
    "/parent-ressource/",
    "/mon-ecole/",
    "/mes-propositions/",
    "/mes-ateliers/",
    "/mes-signatures/",
    "/signer/",
    "/proposition/",
    "/pour-l-ecole/",
    "/coordination/",
    "/ressources/suggestions",
    "/ressources/manque",
)


@require_safe
@public_page(SITE, reads=[])
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('feeds:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
