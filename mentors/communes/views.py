"""Communes that begin like what is typed, for any form that asks for one."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mentors.communes.search import label, suggest_communes
from resources.combobox import MOST_TYPED, answer


@require_safe
@cache_control(public=True, max_age=86_400)
def suggestions(request: HttpRequest) -> JsonResponse:
    typed = request.GET.get("q", "")[:MOST_TYPED].replace("\0", "")
    return answer((label(one), one.territory.name) for one in suggest_communes(typed))
