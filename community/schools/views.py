"""The coordinators' schools: find one, see who goes there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from community.schools.choices import Priority, SchoolKind
from community.schools.finding import named
from community.schools.models import School
from mentors.access import CoordinatorMixin, can_coordinate
from resources.models import Territory
from resources.paging import PagedListView


def school_or_404(user: Any, uai: str) -> School:
    """The one door to a school of the desk: another territory's is unknown here."""
    school = get_object_or_404(
        School.objects.select_related("territory", "merged_into"), uai=uai
    )
    if not can_coordinate(user, school.territory):
        raise Http404
    return school


class SchoolFilter(forms.Form):
    q = forms.CharField(label=_("Nom, ville ou UAI"), required=False, max_length=80)
    type = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("Tous")), *SchoolKind.choices]
    )
    priorite = forms.ChoiceField(
        label=_("Éducation prioritaire"),
        required=False,
        choices=[("", _("Toutes")), ("oui", _("REP et REP+"))],
    )
    couverture = forms.ChoiceField(
        label=_("Parent ressource"),
        required=False,
        choices=[
            ("", _("Peu importe")),
            ("sans", _("sans personne, sous convention")),
            ("avec", _("avec quelqu’un")),
        ],
    )

    def apply(self, schools: Any) -> Any:
        """Narrow `schools`; a value that means nothing filters nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if text := asked.get("q"):
            schools = schools.filter(named(text))
        if kind := asked.get("type"):
            schools = schools.filter(kind=kind)
        if asked.get("priorite"):
            schools = schools.exclude(priority=Priority.NONE)
        return self._by_coverage(schools, asked.get("couverture"))

    def _by_coverage(self, schools: Any, wanted: str | None) -> Any:
        served = School.objects.filter(pk=OuterRef("pk"), matches__status="active")
        if wanted == "avec":
            return schools.filter(Exists(served))
        if wanted == "sans":
            return schools.open().under_agreement().filter(~Exists(served))
        return schools


class SchoolListView(CoordinatorMixin, PagedListView):
    template_name = "community/schools/list.html"
    context_object_name = "schools"
    paginate_by = 25

    def get_queryset(self) -> Any:
        self.filter = SchoolFilter(self.request.GET)
        territories = Territory.objects.for_user(self.request.user)
        schools = School.objects.filter(territory__in=territories)
        return self.filter.apply(schools.select_related("territory"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"filter": self.filter}


class SchoolDetailView(CoordinatorMixin, TemplateView):
    template_name = "community/schools/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = school_or_404(self.request.user, self.kwargs["uai"])
        matches = school.matches.open()
        return super().get_context_data(**kwargs) | {
            "school": school,
            "matches": matches.select_related("mentor__user")[:20],
            "partnerships": school.partnerships.all()[:20],
            "requests": school.requests.all()[:10],
            "reports": school.reports.select_related("mentor__user")[:10],
        }
