"""Duplicates at the desk: pairs that look alike, then two schools side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from community.schools.distinct import DistinctPair, say_alike_again, say_distinct
from community.schools.duplicates import links, look_alikes, merge, metres_between
from community.schools.models import School
from community.schools.views import school_or_404
from mentors.access import CoordinatorMixin
from resources.models import Territory

PER_PAGE = 25
COMPARED = ["uai", "name", "kind", "sector", "status", "address", "postal_code"]
COMPARED += ["city", "phone", "email", "priority", "pupils", "source_date"]


SAYINGS = {
    "distinct": (say_distinct, gettext_lazy("Cette paire n’est plus proposée.")),
    "alike": (say_alike_again, gettext_lazy("Cette paire est de nouveau proposée.")),
}


class TerritoryForm(forms.Form):
    territoire = forms.ModelChoiceField(
        label=gettext_lazy("Territoire"),
        queryset=None,
        required=False,
        empty_label=None,
    )

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data)
        self.fields["territoire"].queryset = territories

    def chosen(self) -> Territory | None:
        """Return the territory asked for, else the first one; None without any."""
        self.is_valid()
        asked = self.cleaned_data.get("territoire")
        return asked or self.fields["territoire"].queryset.first()


class DuplicateListView(CoordinatorMixin, TemplateView):
    template_name = "community/schools/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        territories = Territory.objects.for_user(self.request.user).in_programme()
        form = TerritoryForm(self.request.GET, territories)
        territory = form.chosen()
        pairs = look_alikes(territory) if territory else []
        page = Paginator(pairs, PER_PAGE).get_page(self.request.GET.get("page"))
        own = {"form": form, "territory": territory, "page": page}
        return super().get_context_data(**kwargs) | own


class MergeView(CoordinatorMixin, TemplateView):
    """Two schools side by side; whoever looks says which one stays."""

    template_name = "community/schools/merge.html"

    def _pair(self) -> tuple[School, School]:
        one, two = (
            school_or_404(self.request.user, self.kwargs[name])
            for name in ("one", "two")
        )
        if one == two:
            raise Http404
        return one, two

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, two = self._pair()
        return super().get_context_data(**kwargs) | {
            "one": one,
            "two": two,
            "pair": [one, two],
            "rows": [_compared(name, one, two) for name in COMPARED],
            "held": _held(one, two),
            "metres": metres_between(one, two),
            "merged": one.merged_into_id or two.merged_into_id,
            "said_distinct": DistinctPair.objects.between(one, two).first(),
        }

    def post(self, request: HttpRequest, one: str, two: str) -> HttpResponse:
        both = self._pair()
        if sayings := SAYINGS.get(request.POST.get("say", "")):
            say, said = sayings
            say(*both, request.user)
            messages.success(request, said)
            return redirect("schools:duplicates")
        pair = {school.uai: school for school in both}
        kept = pair.pop(request.POST.get("kept", "").upper(), None)
        if kept is None:
            messages.error(request, _("Choisissez l’établissement à garder."))
            return redirect(request.path)
        (other,) = pair.values()
        try:
            merge(kept, other, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        messages.success(request, _("Fusion faite. Tout est passé sur cette fiche."))
        return redirect("schools:detail", uai=kept.uai)


def _compared(name: str, one: School, two: School) -> dict[str, Any]:
    values = [_shown(school, name) for school in (one, two)]
    label = School._meta.get_field(name).verbose_name
    return {"label": label, "values": values, "differ": values[0] != values[1]}


def _shown(school: School, name: str) -> Any:
    display = getattr(school, f"get_{name}_display", None)
    value = display() if display else getattr(school, name)
    return "–" if value in (None, "") else value


def _held(one: School, two: School) -> list[dict[str, Any]]:
    """Return, relation by relation, how many rows each of the two holds."""
    rows = []
    for relation in links():
        model, name = relation.related_model, relation.field.name
        counts = [
            model._base_manager.filter(**{name: school}).count()
            for school in (one, two)
        ]
        if any(counts) and model is not School:
            named = model._meta.auto_created or model
            rows.append({"label": named._meta.verbose_name_plural, "counts": counts})
    return rows
