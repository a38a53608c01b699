"""Finding help: first what exists near one's commune, then a short form."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from community.requests.helping.forms import HelpForm, PlaceForm
from community.requests.helping.mails import tell_coordination
from community.requests.helping.models import HelpRequest
from community.requests.nearby import kits_about, workshops_near
from community.requests.public import TOO_MANY, CookielessMixin
from mentors.communes.models import Commune
from mentors.communes.search import find_communes
from resources.feedback import protection


class NearView(TemplateView):
    """What exists around a commune; the same answer for everyone."""

    template_name = "community/helping/near.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PlaceForm(self.request.GET or None)
        asked = form.asked() if form.is_bound else ""
        found = _communes(asked)
        here = found[0] if len(found) == 1 else None
        own: dict[str, Any] = {"form": form, "asked": asked, "here": here}
        own |= {"communes": [] if here else found}
        if here:
            own["workshops"] = workshops_near(here.latitude, here.longitude)
            own["kits"] = kits_about([])
        return super().get_context_data(**kwargs) | own


def _communes(asked: str) -> list[Commune]:
    """A link names one by its INSEE code; a person by its name or postal code."""
    exact = Commune.objects.filter(pk=asked[6:]) if asked.startswith("insee:") else []
    return list(exact) or (find_communes(asked) if asked else [])


class AskForHelpView(CookielessMixin, FormView):
    template_name = "community/helping/ask.html"
    form_class = HelpForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        communes = Commune.objects.select_related("territory")
        self.commune = get_object_or_404(communes, pk=kwargs["insee"].upper())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"commune": self.commune}

    def form_valid(self, form: HelpForm) -> HttpResponse:
        if protection.comes_too_often(self.request, "help-request"):
            form.add_error(None, TOO_MANY)
            return self.form_invalid(form)
        said = form.cleaned_data
        names = ("theme", "language", "first_name", "reach")
        values = {name: said[name] for name in names} | {"commune": self.commune}
        with transaction.atomic():
            request, is_new = HelpRequest.objects.get_or_create(
                key=said["key"] or uuid.uuid4(), defaults=values
            )
            if is_new:
                tell_coordination(request)
        return redirect("helping:thanks")


class ThanksView(TemplateView):
    template_name = "community/helping/thanks.html"
