"""Ending a match at the desk, told first of what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from community.matching.choices import TAKEN_STATUSES
from community.matching.models import Match
from community.sessions.ending import end_match, foresee_end
from mentors.access import CoordinatorMixin, can_coordinate
from mentors.profiles.desk_forms import StopForm


def match_for_desk_or_404(user: Any, pk: int) -> Match:
    """A match of one's own territory; unknown to the desk of another."""
    matches = Match.objects.select_related(
        "school__territory", "mentor__user", "request__author"
    )
    match = get_object_or_404(matches, pk=pk)
    if not can_coordinate(user, match.school.territory):
        raise Http404
    return match


class EndForm(StopForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = gettext_lazy(
            "L’école et le parent ressource liront ces mots."
        )


class MatchEndView(CoordinatorMixin, FormView):
    template_name = "community/sessions/end_match.html"
    form_class = EndForm

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.match = match_for_desk_or_404(request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_possible = self.match.status in TAKEN_STATUSES
        return super().get_context_data(**kwargs) | {
            "match": self.match,
            "is_possible": is_possible,
            "followers": foresee_end(self.match) if is_possible else [],
        }

    def form_valid(self, form: EndForm) -> HttpResponse:
        try:
            told = end_match(self.match, self.request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        said = _("C’est fait. %(name)s a reçu un message.")
        said %= {"name": self.match.mentor.display_name}
        messages.success(self.request, f"{said} {told.sentence}")
        return redirect("schools:detail", uai=self.match.school.uai)
