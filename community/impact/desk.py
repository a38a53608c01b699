"""The coordinator's first page: what waits for an answer, and how coverage stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.views.generic import TemplateView

from community.impact.figures import activity, heartbeat, last_twelve_months
from community.matching.models import Match
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.schools.models import School
from community.sessions.survey.results import said_between
from mentors.access import CoordinatorMixin
from mentors.coordination.in_charge import without_anybody
from mentors.models import Mentor
from resources.models import Territory


def uncovered_schools(user: Any) -> Any:
    """Schools under a partnership in force that no mentor serves, priority first."""
    served = Match.objects.active().filter(school=OuterRef("pk"))
    agreed = Partnership.objects.in_force().filter(schools=OuterRef("pk"))
    schools = School.objects.for_user(user).matchable()
    return schools.filter(Exists(agreed), ~Exists(served)).order_by(
        "-priority", "city", "pk"
    )


class DeskView(CoordinatorMixin, TemplateView):
    template_name = "community/impact/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        territories = list(Territory.objects.for_user(user).in_programme())
        scope = territories[0] if len(territories) == 1 else None
        start, end = last_twelve_months()
        uncovered = uncovered_schools(user)
        return super().get_context_data(**kwargs) | {
            "territories": territories,
            "heartbeat": heartbeat(scope),
            "activity": activity(start, end, scope),
            "alone": self._territories_without_anybody(),
            "said": said_between(start, end, territories),
            "waiting_mentors": Mentor.objects.for_user(user).waiting().count(),
            "open_requests": SessionRequest.objects.for_user(user).open().count(),
            "proposals": Match.objects.for_user(user).proposed().count(),
            "accepted": Match.objects.for_user(user).accepted().count(),
            "uncovered": uncovered[:8],
            "uncovered_total": uncovered.aggregate(
                n=Count("pk"), priority=Count("pk", filter=~Q(priority=""))
            ),
        }

    def _territories_without_anybody(self) -> list[Territory]:
        """For national leads, to whom these territories' mails go meanwhile."""
        user = self.request.user
        is_national = user.has_perm("resources.see_all_territories")
        return list(without_anybody()) if is_national else []
