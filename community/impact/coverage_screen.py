"""The coverage of a territory, on a table and a map that say the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from community.impact.coverage import ORDERS, coverage_map, uncovered
from community.schools.desk_filter import TerritoryFilter
from mentors.access import CoordinatorMixin
from resources.models import Territory

PER_PAGE = 25


class CoverageFilter(TerritoryFilter):
    perimetre = forms.ChoiceField(
        label=_("Écoles"),
        required=False,
        choices=[("", _("sous convention")), ("toutes", _("toutes"))],
    )
    tri = forms.ChoiceField(
        label=_("Dans l’ordre"),
        required=False,
        choices=[(name, label) for name, (label, _key) in ORDERS.items()],
    )

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data, territories)
        self.fields["territoire"].empty_label = None

    def chosen(self) -> dict[str, Any]:
        """Return {territory, agreed_only, order}; what means nothing is the usual."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "territory": asked.get("territoire")
            or self.fields["territoire"].queryset.first(),
            "agreed_only": asked.get("perimetre") != "toutes",
            "order": asked.get("tri") or next(iter(ORDERS)),
        }


class CoverageView(CoordinatorMixin, TemplateView):
    template_name = "community/impact/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Territory.objects.for_user(self.request.user).in_programme()
        form = CoverageFilter(self.request.GET, own)
        asked = form.chosen()
        territory = asked["territory"]
        rows = uncovered(**asked) if territory else []
        return super().get_context_data(**kwargs) | {
            "filter": form,
            "territory": territory,
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page")),
            "priority": sum(row.school.is_priority for row in rows),
            "alone": sum(not row.near for row in rows),
            "map": coverage_map(territory, rows) if territory else None,
        }
