"""One field for the whole site: resources, kits, questions, words, news, workshops."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.search.groups import look_up
from resources.generations.public import public_page
from resources.library.filters import LibraryFilter


@require_safe
@public_page(reads=["q", "exact"])
def results(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` by groups; `?exact=1` takes the words as they are typed."""
    asked = LibraryFilter(request.GET, {})
    return render(request, "cms/search/results.html", look_up(asked))
