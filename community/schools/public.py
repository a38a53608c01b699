"""A school's own page, open to everyone: nothing of anybody, nothing of its visitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from community.schools.choices import SchoolStatus
from community.schools.masking import is_masked
from community.schools.models import School

NEXT_SESSIONS = 5


@dataclass(frozen=True)
class SchoolFigure:
    """A number with its label and how it is counted, as components/figure.html asks."""

    value: int
    label: str
    definition: str
    masked: bool = False


class SchoolPageView(TemplateView):
    template_name = "community/schools/page.html"

    def get(self, request: HttpRequest, uai: str) -> HttpResponse:
        if uai != uai.upper():
            return redirect("school:page", uai=uai.upper(), permanent=True)
        schools = School.objects.in_public().select_related(
            "territory", "commune", "merged_into"
        )
        self.school = get_object_or_404(schools, uai=uai)
        return super().get(request, uai=uai)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = self.school
        sessions = school.sessions.coming().prefetch_related("themes")
        agreed = School.objects.under_agreement().filter(pk=school.pk)
        return super().get_context_data(**kwargs) | {
            "school": school,
            "is_closed": school.status == SchoolStatus.CLOSED,
            "is_covered": school.takes_matches and agreed.exists(),
            "coming": sessions[:NEXT_SESSIONS] if school.takes_matches else [],
            "figures": figures(school),
            "successor": _shown_successor(school),
        }


def figures(school: School) -> list[SchoolFigure]:
    """Workshops held and people who came; few people are not counted out loud."""
    totals = school.reports.aggregate(n=Count("pk"), people=Sum("participants"))
    people = totals["people"] or 0
    masked = is_masked(people)
    return [
        SchoolFigure(
            totals["n"],
            _("ateliers tenus"),
            _("Ateliers racontés par les parents ressources dans cette école."),
        ),
        SchoolFigure(
            0 if masked else people,
            _("participants"),
            _("Présences déclarées. Une personne venue deux fois compte deux fois."),
            masked,
        ),
    ]


def _shown_successor(school: School) -> School | None:
    after = school.merged_into
    return after if after and not after.opted_out else None
