"""The planner screen: who goes where, looked at before anything is sent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from community.matching.choices import PlanStatus
from community.matching.facts import changes
from community.matching.goals import difference, goals
from community.matching.map import plan_map
from community.matching.models import Match
from community.matching.permissions import territory_or_404
from community.matching.plans import PlanRun, SetAsidePair
from community.matching.question import plannable_mentors, plannable_schools
from community.schools.models import School
from mentors.access import CoordinatorMixin
from mentors.models import Mentor
from resources.models import Territory

PER_PAGE = 20
FAR_KM = 15
MOST_TOLD = 12
MOST_LISTED = 30


class PlannerHomeView(CoordinatorMixin, TemplateView):
    """Send a coordinator of one territory straight to it; let others choose."""

    template_name = "community/matching/planner_home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.territories = list(Territory.objects.for_user(request.user).in_programme())
        if len(self.territories) == 1:
            return redirect("planner:territory", code=self.territories[0].code)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"territories": self.territories}
        return super().get_context_data(**kwargs) | own


class PlannerView(CoordinatorMixin, TemplateView):
    template_name = "community/matching/planner.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        territory = territory_or_404(self.request.user, self.kwargs["code"])
        plan = PlanRun.objects.shown().filter(territory=territory)
        held = plan.select_related("territory", "reviewed_by", "sent_by").first()
        context = {"territory": territory, "plan": held} | _waiting(territory)
        if held:
            context |= self._described(held)
            context |= _by_hand(held, context["people"], context["places"])
        return super().get_context_data(**kwargs) | context

    def _described(self, plan: PlanRun) -> dict[str, Any]:
        pairs, unserved = plan.result["pairs"], plan.result["unserved"]
        people, places = _sides(plan)
        far = [pair for pair in pairs if pair["km"] > FAR_KM]
        shown = far if self.request.GET.get("voir") == "loin" else pairs
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("page"))
        states = {} if plan.is_unsent else _states(plan)
        left = Paginator(unserved, PER_PAGE).get_page(self.request.GET.get("sans"))
        return {
            "people": people,
            "places": places,
            "page": page,
            "rows": [
                _row(pair, people, places) | states.get(_key(pair), {}) for pair in page
            ],
            "far": far,
            "left": left,
            "unserved": [u | {"place": places.get(int(u["school"]))} for u in left],
            "goals": goals(plan.result),
            "map": plan_map(plan, people, places),
            "is_unsent": plan.is_unsent,
            "is_reviewed": plan.status == PlanStatus.REVIEWED,
            "changes": changes(plan)[:MOST_TOLD] if plan.is_unsent else [],
        }


def _sides(plan: PlanRun) -> tuple[dict[int, Any], dict[int, Any]]:
    """Return the people and places that the plan names, by number: two queries."""
    pairs = [(str(p["mentor"]), str(p["school"])) for p in plan.result["pairs"]]
    let_go = [tuple(pair) for pair in plan.result.get("let_go", [])]
    named = [*pairs, *plan.removed, *let_go]
    left = {int(u["school"]) for u in plan.result["unserved"]}
    people = Mentor.objects.select_related("user", "commune")
    return (
        people.in_bulk({int(m) for m, _s in named}),
        School.objects.in_bulk({int(s) for _m, s in named} | left),
    )


def _row(pair: dict, people: dict, places: dict) -> dict[str, Any]:
    return pair | {
        "person": people.get(int(pair["mentor"])),
        "place": places.get(int(pair["school"])),
        "key": _key(pair),
    }


def _key(pair: dict) -> str:
    return f"{pair['mentor']}-{pair['school']}"


def _states(plan: PlanRun) -> dict[str, dict[str, Any]]:
    """Return what became of each proposal of a sent plan."""
    matches = plan.matches.only("mentor", "school", "status", "decline_kind")
    return {f"{m.mentor_id}-{m.school_id}": {"match": m} for m in matches}


def _by_hand(plan: PlanRun, people: dict, places: dict) -> dict[str, Any]:
    """What was chosen by hand, what it costs, and what may still be chosen."""
    result = plan.result
    context: dict[str, Any] = {
        "removed": [
            _row({"mentor": m, "school": s}, people, places) for m, s in plan.removed
        ],
        "let_go": [
            _row({"mentor": m, "school": s}, people, places)
            for m, s in result.get("let_go", [])
        ],
    }
    if "best" in result and result["best"] != result["objective"]:
        context["cost"] = difference(result["best"], result["objective"])
    if plan.is_unsent:
        by_name = plannable_mentors(plan.territory).order_by("user__first_name", "pk")
        context["mentors"] = by_name.prefetch_related(None)
        context["schools"] = plannable_schools(plan.territory).order_by("city", "name")
    return context


def _waiting(territory: Territory) -> dict[str, Any]:
    """Schools that have not answered, and pairs left out of plans for now."""
    accepted = Match.objects.accepted().filter(school__territory=territory)
    aside = SetAsidePair.objects.filter(
        school__territory=territory, until__gte=timezone.localdate()
    )
    sides = ("mentor__user", "school")
    return {
        "accepted": accepted.select_related(*sides).order_by("answered_at")[
            :MOST_LISTED
        ],
        "aside": aside.select_related(*sides)[:MOST_LISTED],
    }
