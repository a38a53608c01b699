"""A list of people is of one territory: who looks after several chooses it first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from mentors.access import CoordinatorMixin
from resources.models import Territory


class ChooseFirst:
    """Put the choice of a territory in place of the page, whatever the page answers."""

    territory: Territory
    own: list[Territory]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.own = list(Territory.objects.for_user(request.user))
        chosen = chosen_among(self.own, request.GET.get("territoire", ""))
        if chosen is None:
            return _ask(request, self.own)
        self.territory = chosen
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class OneTerritoryMixin(CoordinatorMixin, ChooseFirst):
    """A desk's list or file that shows people; `self.territory` is whose they are.

    ChooseFirst comes after the permissions: a stranger is not shown the territories.
    """


class OneTerritoryFilter(forms.Form):
    """Keeps the territory of the list, and changes it."""

    territoire = forms.ChoiceField(label=_("Territoire"), required=False)

    def __init__(self, data: Any, own: list[Territory]) -> None:
        super().__init__(data)
        if len(own) > 1:
            choices = [(territory.code, territory.name) for territory in own]
            self.fields["territoire"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["territoire"]


def chosen_among(own: list[Territory], code: str) -> Territory | None:
    """Return the only one there is, else the one of that code."""
    if len(own) == 1:
        return own[0]
    return next((territory for territory in own if territory.code == code), None)


def _ask(request: HttpRequest, own: list[Territory]) -> HttpResponse:
    kept = request.GET.copy()
    kept.pop("territoire", None)
    kept.pop("page", None)
    response = render(
        request,
        "mentors/coordination/choose.html",
        {
            "programme": [one for one in own if one.wave is not None],
            "others": [one for one in own if one.wave is None],
            "kept": kept.urlencode(),
        },
    )
    patch_cache_control(response, private=True, no_store=True)
    return response
