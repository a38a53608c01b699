"""What search answers beside pages: suggestions while typing, and a lost question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from resources.generations.models import LIBRARY, SITE
from resources.generations.public import public_page
from resources.search.missing import count
from resources.search.suggest import suggest

FRESH = 300  # seconds a browser may keep an answer


@require_safe
@public_page(LIBRARY, SITE, reads=["q"])
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with at most eight {label, url}, for the list under the field."""
    found = suggest(request.GET.get("q", ""))
    pages = Page.objects.in_bulk([one.page_id for one in found if one.page_id])
    rows = [
        {
            "label": one.label,
            "url": pages[one.page_id].get_url(request)
            if one.page_id in pages
            else f"/ressources/?{urlencode({'q': one.query})}",
        }
        for one in found
    ]
    response = JsonResponse({"suggestions": rows})
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


# No cookie, so no CSRF token: the signed question is what proves that we asked.
@csrf_exempt
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """Count a question that found nothing, then thank; a forged one is refused."""
    done = count(request.POST.get("question", ""))
    return render(request, "resources/search/missing.html", status=200 if done else 400)
