"""« Et si ? »: what a plan would be worth with other volunteers. Nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from community.matching import solver
from community.matching.goals import difference
from community.matching.openings import Home, openings
from community.matching.permissions import territory_or_404
from community.matching.places import homes_of
from community.matching.plan import Plan
from community.matching.question import build_problem, labels
from community.matching.supposing import Supposition, suppose
from community.schools.models import School
from mentors.access import CoordinatorMixin
from mentors.profiles.choices import WEEKDAYS
from resources.feedback.forms import PlainField

MOST_NAMED = 20


class WhatIfForm(forms.Form):
    """Read from the address: what means nothing changes nothing."""

    km = forms.IntegerField(
        label=_("Kilomètres de plus pour chacun"),
        required=False,
        min_value=0,
        max_value=50,
    )
    personnes = forms.IntegerField(
        label=_("Parents ressources de plus"), required=False, min_value=0, max_value=10
    )
    autour = PlainField(
        label=_("Autour de la commune"),
        required=False,
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    sans = forms.ChoiceField(
        label=_("Sans ce jour"),
        required=False,
        choices=[("", _("aucun")), *WEEKDAYS.items()],
    )

    def __init__(self, data: Any, homes: list[Home]) -> None:
        super().__init__(data)
        self.homes = {home.name.casefold(): home for home in homes}

    def clean_autour(self) -> Home | None:
        name = self.cleaned_data["autour"].strip().casefold()
        if name and name not in self.homes:
            raise forms.ValidationError(
                _("Cette commune n’est pas dans le territoire.")
            )
        return self.homes.get(name)

    @property
    def supposition(self) -> Supposition:
        self.is_valid()
        asked = self.cleaned_data
        return Supposition(
            more_km=asked.get("km") or 0,
            home=asked.get("autour"),
            newcomers=asked.get("personnes") or 0,
            without_day=asked.get("sans") or "",
        )


class WhatIfView(CoordinatorMixin, TemplateView):
    template_name = "community/matching/what_if.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        territory = territory_or_404(self.request.user, self.kwargs["code"])
        homes = homes_of(territory)
        form = WhatIfForm(self.request.GET or None, homes)
        supposed = form.supposition if form.is_bound else Supposition()
        now = solver.solve(build_problem(territory), labels())
        context = {
            "territory": territory,
            "form": form,
            "homes": homes,
            "openings": openings(now, homes),
        }
        if supposed != Supposition():
            context |= _compared(now, supposed)
        return super().get_context_data(**kwargs) | context


def _compared(now: Plan, supposed: Supposition) -> dict[str, Any]:
    then = solver.solve(suppose(now.board.problem, supposed), now.labels)
    before, after = asdict(now.objective), asdict(then.objective)
    rows = [
        (_("Écoles servies"), "served"),
        (_("Prioritaires servies"), "priority_served"),
        (_("Places pourvues"), "places_filled"),
    ]
    opened = {*now.unserved_ids} - {*then.unserved_ids}
    lost = {*then.unserved_ids} - {*now.unserved_ids}
    return {
        "rows": [(label, before[name], after[name]) for label, name in rows],
        "difference": difference(before, after),
        "opened": _named(opened),
        "opened_count": len(opened),
        "lost": _named(lost),
        "lost_count": len(lost),
    }


def _named(ids: set[str]) -> Any:
    schools = School.objects.filter(pk__in=[int(pk) for pk in ids])
    return schools.order_by("-priority", "city", "name")[:MOST_NAMED]
