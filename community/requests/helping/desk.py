"""The coordinators' list of parents who asked for help, and what exists near each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from community.requests.helping.models import HelpRequest, HelpStatus
from community.requests.nearby import mentors_near, workshops_near
from mentors.access import CoordinatorMixin, can_coordinate
from mentors.coordination.choosing import OneTerritoryFilter, OneTerritoryMixin
from resources.paging import PagedListView


def help_or_404(user: Any, pk: int) -> HelpRequest:
    """The one door: the commune's coordinator, stand-in and national leads."""
    requests = HelpRequest.objects.select_related(
        "commune__territory", "theme", "language"
    )
    held = get_object_or_404(requests, pk=pk)
    if not can_coordinate(user, held.commune.territory):
        raise Http404
    return held


class HelpFilter(OneTerritoryFilter):
    etat = forms.ChoiceField(
        label=gettext_lazy("État"),
        required=False,
        choices=[("", gettext_lazy("Toutes")), *HelpStatus.choices],
    )

    def apply(self, requests: Any) -> Any:
        """Narrow `requests`; a value that means nothing filters nothing."""
        self.is_valid()
        state = self.cleaned_data.get("etat")
        return requests.filter(status=state) if state else requests


class HelpListView(OneTerritoryMixin, PagedListView):
    template_name = "community/helping/list.html"
    context_object_name = "requests"
    paginate_by = 20

    def get_queryset(self) -> Any:
        self.filter = HelpFilter(self.request.GET, self.own)
        requests = HelpRequest.objects.for_user(self.request.user)
        here = requests.filter(commune__territory=self.territory)
        return self.filter.apply(here).select_related("commune__territory", "theme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"filter": self.filter, "territory": self.territory}
        return super().get_context_data(**kwargs) | own


class HelpDetailView(CoordinatorMixin, TemplateView):
    template_name = "community/helping/detail.html"

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.held = help_or_404(request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commune = self.held.commune
        place = (commune.latitude, commune.longitude)
        language = self.held.language
        return super().get_context_data(**kwargs) | {
            "held": self.held,
            "is_waiting": self.held.status == HelpStatus.NEW,
            "workshops": workshops_near(*place),
            "mentors": mentors_near(
                *place, commune.territory_id, [language] if language else None
            ),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.held.answer(request.POST.get("action", ""), request.user)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("C’est noté. Son contact sera effacé dans trente jours.")
            )
        return redirect(request.path)
