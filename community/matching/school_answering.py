"""A school's answers to a mentor's yes: by the link of its mail, or by an account.

The account is that of a contact, or of who looks after the territory: what one reads
afterwards is not what the other does.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from community.matching import answers
from community.matching.choices import MatchStatus
from community.matching.forms import TurnDownForm
from community.matching.links import match_of_school_link_or_404, settle_path
from community.matching.mails import tell_welcomed
from community.matching.models import Match
from community.matching.permissions import match_of_school_or_404
from mentors.access import MemberMixin
from mentors.profiles.shown import for_school
from resources.sanitiser import plain_text
from resources.secret_addresses import SecretAddressMixin

CONFLICT = 409


# As for the mentor's link: it is the whole authority, and no session stands behind it.
@method_decorator(csrf_exempt, name="dispatch")
class SchoolLinkView(SecretAddressMixin, TemplateView):
    """Welcome or turn down, without an account; then what comes next."""

    template_name = "community/matching/school_answer.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.match = match_of_school_link_or_404(kwargs["token"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        match = self.match
        begun = match.status == MatchStatus.ACTIVE
        return (
            {"form": TurnDownForm()}
            | super().get_context_data(**kwargs)
            | {
                "match": match,
                "mentor": for_school(match.mentor, both_accepted=begun),
                "session": session_to_come(match),
                "date_path": settle_path(match),
            }
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.match.status != MatchStatus.ACCEPTED:
            return redirect(request.path)  # which says why
        form, answer = TurnDownForm(request.POST), request.POST.get("answer")
        if answer not in ("yes", "no"):
            raise Http404
        if answer == "no" and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if answer == "yes":
                answers.welcome(self.match)
            else:
                answers.turn_down(self.match, None, form.cleaned_data["reason"])
        except ValidationError as error:
            self.match.refresh_from_db()
            context = self.get_context_data(refused=error.messages)
            return self.render_to_response(context, status=CONFLICT)
        return redirect(request.path)


class SchoolAnswerView(MemberMixin, View):
    """The school's yes or no, by a contact, or by who looks after the territory."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.match = match_of_school_or_404(request.user, pk)
        answer = {"yes": self._welcome, "no": self._turn_down}.get(
            request.POST.get("answer", "")
        )
        if answer is None:
            raise Http404
        try:
            messages.success(request, answer())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self._back())

    @transaction.atomic
    def _welcome(self) -> str:
        user = self.request.user
        written = answers.welcome(self.match, user)
        told = tell_welcomed(self.match, user)
        if not self.is_contact:
            return " ".join([_said_of(written), *([told.sentence] if told else [])])
        if self.match.mentor.phone:
            return _("Merci. Vous voyez maintenant son téléphone.")
        return _("Merci.") + " " + _said_of(written)

    def _turn_down(self) -> str:
        reason = plain_text(self.request.POST.get("reason", ""), 300)
        written = answers.turn_down(self.match, self.request.user, reason)
        return _said_of(written)

    @cached_property
    def is_contact(self) -> bool:
        return self.match.school.contacts.filter(user=self.request.user).exists()

    def _back(self) -> str:
        if self.is_contact:
            return f"{reverse('requests:school')}?ecole={self.match.school.uai}"
        return reverse("planner:territory", args=[self.match.school.territory_id])


def session_to_come(match: Match) -> Any:
    """What this mentor is to run in this school; None while no date is chosen."""
    own = match.school.sessions.to_come().filter(mentor=match.mentor_id)
    return own.select_related("school__territory").order_by("starts_at").first()


def _said_of(written: bool) -> str:
    """Say what the mentor's mail became; only what happened."""
    if written:
        return _("C’est noté. Le parent ressource a reçu un message.")
    return _("C’est noté.")
