"""What a coordinator does to a plan: each is a POST that comes back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from community.matching.board import Board
from community.matching.goals import difference
from community.matching.obstacles import obstacles
from community.matching.permissions import territory_or_404
from community.matching.planning import Choices, choices_of, compute_plan
from community.matching.plans import PlanRun, SetAsidePair, set_aside
from community.matching.problem import Pair
from community.matching.question import build_problem, labels
from community.matching.sending import send_plan
from mentors.access import CoordinatorMixin
from resources.request_values import number_or_404
from resources.sanitiser import plain_text


class PlanActionView(CoordinatorMixin, View):
    """Compute, choose by hand, review or send."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        self.territory = territory_or_404(request.user, code)
        action = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if action is None:
            raise Http404
        try:
            action()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("planner:territory", code=self.territory.code)

    def do_compute(self) -> None:
        """Compute again, from the facts of now; choices by hand stay."""
        compute_plan(self.territory, self.request.user, self.choices)
        messages.success(self.request, _("Calcul terminé. Rien n’est envoyé."))

    def do_lock(self) -> None:
        pair = self._pair()
        locked = sorted({*self.choices.locked} ^ {pair})
        said = _("Verrouillée.") if pair in locked else _("Déverrouillée.")
        self._choose(said, replace(self.choices, locked=locked))

    def do_remove(self) -> None:
        """Leave the pair out of this plan and those computed after it."""
        self._choose(_("Retirée du plan."), self._without(self._pair(), removed=True))

    def do_restore(self) -> None:
        pair = self._numbers()
        removed = sorted({*self.choices.removed} - {pair})
        self._choose(_("De nouveau possible."), replace(self.choices, removed=removed))

    def do_forbid(self) -> None:
        """Keep the pair out of every plan until the end of the school year."""
        pair = self._pair()
        reason = plain_text(self.request.POST.get("reason", ""), 300)
        set_aside(
            int(pair[0]), int(pair[1]), reason or _("Écartée par la coordination")
        )
        self._choose(_("Écartée jusqu’à l’été."), self._without(pair))

    def do_allow(self) -> None:
        """Let plans propose again a pair that was set aside."""
        mentor, school = self._numbers()
        aside = SetAsidePair.objects.filter(school__territory=self.territory)
        get_object_or_404(aside, mentor_id=mentor, school_id=school).delete()
        self._choose(_("La paire peut de nouveau être proposée."), self.choices)

    def do_add(self) -> None:
        """Put two people together by hand; refused, with reasons, against the rules."""
        pair = self._numbers()
        removed = sorted({*self.choices.removed} - {pair})
        choices = replace(self.choices, removed=removed)
        question = build_problem(self.territory, choices.locked, choices.removed)
        if broken := obstacles(Board(question), *pair, labels()):
            said = " · ".join(broken)
            raise ValidationError(_("Ces deux-là ne vont pas ensemble : %s.") % said)
        locked = sorted({*choices.locked, pair})
        self._choose(_("Ajoutée."), replace(choices, locked=locked))

    def do_review(self) -> None:
        self._plan().review(self.request.user)
        messages.success(self.request, _("C’est relu. Il reste à envoyer."))

    def do_send(self) -> None:
        sent = send_plan(self._plan(), self.request.user)
        messages.success(
            self.request, _("%(n)s propositions envoyées.") % {"n": len(sent)}
        )

    @property
    def draft(self) -> PlanRun | None:
        return PlanRun.objects.unsent().filter(territory=self.territory).first()

    @property
    def choices(self) -> Choices:
        return choices_of(self.draft)

    def _choose(self, said: str, choices: Choices) -> None:
        """Solve again around what was read, and say what the choice costs."""
        before = self.draft
        after = compute_plan(self.territory, self.request.user, choices, before)
        if before:
            said += " " + difference(
                before.result["objective"], after.result["objective"]
            )
        messages.success(self.request, said)

    def _without(self, pair: Pair, *, removed: bool = False) -> Choices:
        choices = self.choices
        locked = sorted({*choices.locked} - {pair})
        gone = sorted({*choices.removed} | ({pair} if removed else set()))
        return Choices(locked, gone)

    def _plan(self) -> PlanRun:
        number = number_or_404(self.request.POST, "plan")
        plans = PlanRun.objects.select_related("territory")
        return get_object_or_404(plans, pk=number, territory=self.territory)

    def _pair(self) -> Pair:
        """Read the pair of the form; it must be one of the draft's."""
        pair, draft = self._numbers(), self.draft
        pairs: list[dict[str, Any]] = draft.result["pairs"] if draft else []
        if pair not in {(str(p["mentor"]), str(p["school"])) for p in pairs}:
            raise Http404
        return pair

    def _numbers(self) -> Pair:
        asked = self.request.POST
        mentor, school = (number_or_404(asked, key) for key in ("mentor", "school"))
        return str(mentor), str(school)
