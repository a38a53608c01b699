"""A mentor's proposals: read them, say yes or no. GET changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from community.matching.mails import tell_school
from community.matching.models import Match
from mentors.access import MentorMixin
from resources.sanitiser import plain_text


def match_or_404(mentor: Any, pk: int) -> Match:
    """The one door to a mentor's own match; somebody else's does not exist."""
    return get_object_or_404(
        mentor.matches.select_related("school", "request", "mentor"), pk=pk
    )


class MatchListView(MentorMixin, ListView):
    template_name = "community/matching/matches.html"
    context_object_name = "matches"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return self.mentor.matches.open().select_related("school")


class AnswerView(MentorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        match = match_or_404(self.mentor, pk)
        answer = request.POST.get("answer")
        try:
            if answer == "yes":
                match.accept(request.user)
                tell_school(match)
                messages.success(request, _("Merci. L’école est prévenue."))
            elif answer == "no":
                match.decline(
                    request.user, plain_text(request.POST.get("reason", ""), 300)
                )
                messages.success(
                    request, _("C’est noté. L’école sera proposée à quelqu’un d’autre.")
                )
            else:
                raise Http404
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("matches:list")
