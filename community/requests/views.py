"""A school's own page: its requests, who comes, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from community.requests.asking import ask_as_contact, cancel
from community.requests.comers import comers_for
from community.requests.forms import RequestForm
from community.schools.models import School
from community.schools.public import figures
from mentors.access import MemberMixin
from mentors.profiles.shown import SEEN_LISTS, SEEN_WITH, for_school

MOST_REQUESTS = 10


class SchoolContactMixin(MemberMixin):
    """A page for a school's contacts; `self.school` is the one they answer for.

    Who answers for several names it, `?ecole=<uai>`; another's is unknown (404).
    """

    school: School
    own_schools: list[School]

    def check_access(self, request: HttpRequest) -> None:
        contacts = request.user.school_contacts.select_related("school__territory")
        self.own_schools = [contact.school for contact in contacts]
        if not self.own_schools:
            raise PermissionDenied
        # Those that take part come first.
        self.own_schools.sort(key=lambda school: not school.takes_matches)
        named = request.GET.get("ecole", "").upper()
        found = [s for s in self.own_schools if s.uai == named or not named]
        if not found:
            raise Http404
        self.school = found[0]

    @property
    def own_page(self) -> str:
        return f"{reverse('requests:school')}?ecole={self.school.uai}"


class SchoolView(SchoolContactMixin, TemplateView):
    template_name = "community/requests/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = self.school
        seen_with = [f"mentor__{name}" for name in SEEN_WITH]
        seen_lists = [f"mentor__{name}" for name in SEEN_LISTS]
        matches = school.matches.taken().select_related(*seen_with)
        matches = matches.prefetch_related(*seen_lists).order_by("pk")
        active, asking = matches.active(), matches.accepted()
        sessions = school.sessions.coming().prefetch_related("themes")
        requests = list(school.requests.sent()[:MOST_REQUESTS])
        request_open = next((r for r in requests if r.is_open), None)
        return super().get_context_data(**kwargs) | {
            "school": school,
            "request_open": request_open,
            "comers": comers_for(request_open) if request_open else [],
            "requests": requests,
            # Active: both said yes.
            "mentors": [for_school(m.mentor, both_accepted=True) for m in active[:10]],
            # Only the mentor did: the school has to answer, and sees no telephone.
            "asking": [
                (match, for_school(match.mentor, both_accepted=False))
                for match in asking[:10]
            ],
            "coming": sessions[:5] if school.takes_matches else [],
            "figures": figures(school),
            "own_schools": self.own_schools,
        }


class AskView(SchoolContactMixin, FormView):
    template_name = "community/requests/ask.html"
    form_class = RequestForm

    def form_valid(self, form: RequestForm) -> HttpResponse:
        try:
            ask_as_contact(form, self.school, self.request.user)
        except ValidationError as error:
            messages.info(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _("Votre demande est partie. Merci."))
        return redirect(self.own_page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"school": self.school}


class CancelView(SchoolContactMixin, View):
    """Give up a request of one's own school."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(self.school.requests.sent(), pk=pk)
        try:
            told = cancel(held, request.user)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            said = [_("Votre demande est annulée.")]
            said += [_("La coordination a reçu un message.")] if told else []
            messages.success(request, " ".join(said))
        return redirect(self.own_page)
