"""Public figures: the list of territories, and where one of them stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView

from community.impact.figures import activity, heartbeat, last_twelve_months
from community.impact.months import sessions_per_month
from community.partnerships.models import Partnership
from community.sessions.models import AwarenessSession
from resources.models import Territory
from resources.paging import PagedListView


class TerritoryListView(PagedListView):
    """Every territory of the programme; `?t=02` goes straight to one."""

    template_name = "community/impact/territories.html"
    context_object_name = "territories"
    paginate_by = 50

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = Territory.objects.in_programme().filter(code=request.GET.get("t", ""))
        if territory := wanted.first():
            return redirect("impact:territory", slug=territory.slug)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        in_force = Q(partnerships__in=Partnership.objects.in_force())
        partnerships = Count("partnerships", filter=in_force, distinct=True)
        territories = Territory.objects.in_programme().order_by("wave", "code")
        return territories.annotate(signed=partnerships)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"figures": heartbeat()}


class TerritoryView(DetailView):
    template_name = "community/impact/territory.html"
    context_object_name = "territory"

    def get_queryset(self) -> Any:
        return Territory.objects.in_programme()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        start, end = last_twelve_months()
        sessions = AwarenessSession.objects.coming().filter(
            school__territory=self.object
        )
        return super().get_context_data(**kwargs) | {
            "territories": Territory.objects.in_programme(),
            "heartbeat": heartbeat(self.object),
            "activity": activity(start, end, self.object),
            "start": start,
            "end": end,
            "months": sessions_per_month(self.object),
            "coming": sessions.select_related("school__territory").prefetch_related(
                "themes"
            )[:5],
        }
