"""Schools that hold what is typed, for any form that asks for one."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from community.schools.finding import find_schools, label
from resources.combobox import MOST_TYPED, answer

MOST_FOUND = 12


@require_safe
@cache_control(public=True, max_age=3_600)
def suggestions(request: HttpRequest) -> JsonResponse:
    typed = request.GET.get("q", "")[:MOST_TYPED].replace("\0", "")
    found = find_schools(typed)[:MOST_FOUND]
    return answer((label(one), one.get_kind_display()) for one in found)
