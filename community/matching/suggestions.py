"""Who could answer one request: a ranked list, from which one person is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from community.matching.choices import MatchOrigin
from community.matching.mails import announce
from community.matching.models import Match
from community.matching.question import build_problem, labels
from community.matching.sending import take_up_requests
from community.matching.solver import standing
from community.matching.suggesting import Suggestion, suggestions
from community.matching.transitions import hold_pair
from community.requests.models import SessionRequest
from community.requests.permissions import request_or_404
from mentors.access import CoordinatorMixin
from mentors.models import Mentor
from resources.request_values import number_or_404


def suggested(request: SessionRequest) -> list[Suggestion]:
    """Return who may go, the best first, from the facts of now."""
    plan = standing(build_problem(request.school.territory), labels())
    return suggestions(plan, str(request.school_id))


@transaction.atomic
def propose(request: SessionRequest, mentor: int, by: Any) -> Match:
    """Ask one of those suggested; both sides are held while the list is made again."""
    hold_pair(mentor, request.school_id)
    found = [one for one in suggested(request) if one.mentor == str(mentor)]
    if not found or not request.is_open:
        raise ValidationError(_("Cette personne ne peut plus être proposée ici."))
    match = Match.objects.create(
        mentor_id=mentor,
        school=request.school,
        request=request,
        origin=MatchOrigin.SUGGESTION,
        score=round(found[0].score / 10),
        reasons=found[0].reasons,
    )
    announce([match])
    take_up_requests([match], by)
    return match


class SuggestView(CoordinatorMixin, TemplateView):
    template_name = "community/matching/suggestions.html"

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.held = request_or_404(request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = suggested(self.held) if self.held.is_open else []
        people = Mentor.objects.select_related("user", "commune").in_bulk(
            [int(one.mentor) for one in found]
        )
        asked = self.held.matches.open().select_related("mentor__user")
        return super().get_context_data(**kwargs) | {
            "held": self.held,
            "rows": [(one, people[int(one.mentor)]) for one in found],
            "asked": asked.order_by("pk"),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mentor = get_object_or_404(Mentor, pk=number_or_404(request.POST, "mentor"))
        try:
            match = propose(self.held, mentor.pk, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            said = _("Proposition envoyée à %s.") % match.mentor.display_name
            messages.success(request, said)
        return redirect(request.path)
