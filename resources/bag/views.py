"""« Mon sac »: its page, the page without network, and the worker that brings both.

The bag itself lives in the reader's browser: nothing here knows what it holds.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from resources.bag.selection import selected
from resources.bag.worker import PAGES, source
from resources.generations.models import LIBRARY, SITE
from resources.generations.public import public_page
from resources.help.models import HelpContact


@require_safe
@public_page(LIBRARY, SITE, reads=["r"])
def bag(request: HttpRequest) -> HttpResponse:
    """Show the page that the browser fills; `?r=slug&r=slug` shows what was sent."""
    return HttpResponse(bag_html(request, request.GET.getlist("r")))


@require_safe
@public_page(SITE, reads=())
def offline(request: HttpRequest) -> HttpResponse:
    return HttpResponse(offline_html(request))


@require_safe
@public_page(LIBRARY, SITE, reads=())
def worker(request: HttpRequest) -> HttpResponse:
    address = reverse("bag:offline")
    pages = {address: offline_html(request), reverse("bag:bag"): bag_html(request, [])}
    pages |= {reverse(name): render(request) for name, render in PAGES.items()}
    response = HttpResponse(source(pages, address), content_type="text/javascript")
    patch_cache_control(response, no_cache=True, public=True)
    return response


def bag_html(request: HttpRequest, slugs: list[str]) -> str:
    resources = selected(slugs)
    context = {
        "resources": resources,
        "minutes": sum(resource.minutes for resource in resources),
        "asked": bool(slugs),
    }
    return render_to_string("resources/bag/bag.html", context, request)


def offline_html(request: HttpRequest) -> str:
    contacts = HelpContact.objects.published().exclude(number="")
    context = {"contacts": contacts}
    return render_to_string("resources/bag/offline.html", context, request)
