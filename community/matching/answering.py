"""A mentor's answers: by the links of a mail, or in their account.

A GET shows what it is about and changes nothing: mail scanners open every link.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from community.matching import answers
from community.matching.choices import MatchStatus
from community.matching.forms import DeclineForm
from community.matching.links import match_of_link_or_404, path_for
from community.matching.models import Match
from community.matching.permissions import match_or_404
from mentors.access import MentorMixin
from resources.secret_addresses import SecretAddressMixin


def state_of(match: Match) -> str:
    """Say what the link opens: a question, or what became of it."""
    return "open" if match.status == MatchStatus.PROPOSED else match.status


# The link is the whole authority: no session stands behind it that another site could
# borrow, and under `no-referrer` a browser sends no origin that could be checked.
@method_decorator(csrf_exempt, name="dispatch")
class LinkView(SecretAddressMixin, TemplateView):
    template_name = "community/matching/proposal.html"
    answer = "yes"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.match = match_of_link_or_404(kwargs["token"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = "no" if self.answer == "yes" else "yes"
        return (
            {"form": DeclineForm()}
            | super().get_context_data(**kwargs)
            | {
                "match": self.match,
                "state": state_of(self.match),
                "answer": self.answer,
                "other": path_for(self.match, other),
            }
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if state_of(self.match) != "open":
            return redirect(request.path)  # which says why
        form = DeclineForm(request.POST)
        if self.answer == "no" and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if self.answer == "yes":
                answers.say_yes(self.match)
            else:
                answers.say_no(self.match, **form.why)
        except ValidationError as error:
            self.match.refresh_from_db()
            context = self.get_context_data(form=form, refused=error.messages)
            return self.render_to_response(context, status=409)
        return redirect(request.path)


class AnswerView(MentorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        match = match_or_404(self.mentor, pk)
        try:
            messages.success(request, self._answer(match))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("matches:list")

    def _answer(self, match: Match) -> str:
        user, answer = self.request.user, self.request.POST.get("answer")
        if answer == "yes":
            told = answers.say_yes(match, user)
            return _("Merci. %(told)s") % {"told": told.sentence}
        if answer != "no":
            raise Http404
        form = DeclineForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError(
                [e for errors in form.errors.values() for e in errors]
            )
        answers.say_no(match, user, **form.why)
        if match.wants_another:
            return _("C’est noté. Nous cherchons une autre école pour vous.")
        return _("C’est noté. L’école sera proposée à quelqu’un d’autre.")
