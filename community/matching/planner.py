"""The planner screen: who goes where, looked at before anything is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from community.matching.choices import PlanStatus
from community.matching.mails import announce
from community.matching.map import plan_map
from community.matching.models import PlanRun
from community.matching.planning import compute_plan, send_plan, set_aside
from community.schools.models import School
from mentors.access import CoordinatorMixin, can_coordinate
from mentors.models import Mentor
from resources.models import Territory

PER_PAGE = 20
FAR_KM = 15


def territory_or_404(user: Any, code: str) -> Territory:
    """The one door to a territory's planner: 404 outside the programme, else 403."""
    territory = get_object_or_404(Territory.objects.in_programme(), code=code)
    if not can_coordinate(user, territory):
        raise PermissionDenied
    return territory


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
        plan = PlanRun.objects.filter(territory=territory).exclude(
            status=PlanStatus.DISCARDED
        )
        context = {"territory": territory, "plan": plan.first()}
        if context["plan"]:
            context |= self._described(context["plan"])
        return super().get_context_data(**kwargs) | context

    def _described(self, plan: PlanRun) -> dict[str, Any]:
        pairs = plan.result["pairs"]
        far = [pair for pair in pairs if pair["km"] > FAR_KM]
        shown = far if self.request.GET.get("voir") == "loin" else pairs
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("page"))
        people = Mentor.objects.select_related("user", "commune").in_bulk(
            {pair["mentor"] for pair in pairs}
        )
        unserved = plan.result["unserved"]
        places = School.objects.in_bulk(
            {pair["school"] for pair in pairs} | {int(u["school"]) for u in unserved}
        )
        left = Paginator(unserved, PER_PAGE).get_page(self.request.GET.get("sans"))
        return {
            "page": page,
            "rows": [_row(pair, people, places) for pair in page],
            "far": far,
            "left": left,
            "unserved": [u | {"place": places.get(int(u["school"]))} for u in left],
            "objective": plan.result["objective"],
            "goals": _goals(plan.result),
            "map": plan_map(plan, people, places),
            "is_draft": plan.status == PlanStatus.DRAFT,
        }


def _row(pair: dict, people: dict, places: dict) -> dict[str, Any]:
    return pair | {
        "person": people.get(pair["mentor"]),
        "place": places.get(pair["school"]),
        "key": f"{pair['mentor']}-{pair['school']}",
    }


def _goals(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The four goals in their order, each with its value, its most and a hint."""
    reached, pairs = result["objective"], result["pairs"]
    fit = round(sum(p["score"] for p in pairs) / len(pairs)) if pairs else 0
    rows = [
        (_("Écoles servies"), reached["served"], result["schools"]),
        (_("Prioritaires servies"), reached["priority_served"], result["priority"]),
        (_("Places pourvues"), reached["places_filled"], result["places"]),
        (_("Adéquation moyenne"), fit, 100),
    ]
    return [
        {
            "label": label,
            "value": value,
            "most": most,
            "share": round(100 * value / most) if most else 0,
        }
        for label, value, most in rows
    ]


class PlanActionView(CoordinatorMixin, View):
    """Compute, lock, set aside or send; each is a POST that comes back to the plan."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        territory = territory_or_404(request.user, code)
        action = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if action is None:
            raise Http404
        try:
            action(territory)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("planner:territory", code=territory.code)

    def do_compute(self, territory: Territory) -> None:
        compute_plan(territory, self.request.user, self._locked(territory))
        messages.success(self.request, _("Calcul terminé. Rien n’est envoyé."))

    def do_lock(self, territory: Territory) -> None:
        mentor, school = self._pair(territory)
        locked = {*self._locked(territory)} ^ {(str(mentor), str(school))}
        compute_plan(territory, self.request.user, sorted(locked))

    def do_remove(self, territory: Territory) -> None:
        mentor, school = self._pair(territory)
        set_aside(mentor, school, _("Retirée par la coordination"))
        removed = {(str(mentor), str(school))}
        locked = sorted({*self._locked(territory)} - removed)
        compute_plan(territory, self.request.user, locked)
        messages.success(self.request, _("Paire retirée, le plan est recalculé."))

    def do_send(self, territory: Territory) -> None:
        plan = get_object_or_404(PlanRun, pk=self._number("plan"), territory=territory)
        matches = send_plan(plan, self.request.user)
        announce(matches)
        messages.success(
            self.request, _("%(n)s propositions envoyées.") % {"n": len(matches)}
        )

    def _locked(self, territory: Territory) -> list[tuple[str, str]]:
        draft = PlanRun.objects.filter(territory=territory, status=PlanStatus.DRAFT)
        pairs = draft.first().result["pairs"] if draft.exists() else []
        return [(str(p["mentor"]), str(p["school"])) for p in pairs if p["locked"]]

    def _pair(self, territory: Territory) -> tuple[int, int]:
        """Read the pair of the form; it must be one of the draft's."""
        draft = get_object_or_404(PlanRun, territory=territory, status=PlanStatus.DRAFT)
        pair = (self._number("mentor"), self._number("school"))
        if pair not in {(p["mentor"], p["school"]) for p in draft.result["pairs"]}:
            raise Http404
        return pair

    def _number(self, name: str) -> int:
        value = self.request.POST.get(name, "")
        if not value.isdecimal() or len(value) > 18:
            raise Http404
        return int(value)
