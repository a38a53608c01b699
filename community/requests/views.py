"""A school's own page: its requests, who comes, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from community.requests.asking import ask_as_contact
from community.requests.forms import RequestForm
from community.schools.models import School
from mentors.access import MemberMixin
from mentors.profiles.shown import SEEN_LISTS, SEEN_WITH, for_school

MOST_REQUESTS = 10


class SchoolContactMixin(MemberMixin):
    """A page for a school's contacts; `self.school` is the one they answer for."""

    school: School

    def check_access(self, request: HttpRequest) -> None:
        contact = request.user.school_contacts.select_related("school").first()
        if not contact:
            raise PermissionDenied
        self.school = contact.school


class SchoolView(SchoolContactMixin, TemplateView):
    template_name = "community/requests/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = self.school
        seen_with = [f"mentor__{name}" for name in SEEN_WITH]
        seen_lists = [f"mentor__{name}" for name in SEEN_LISTS]
        matches = school.matches.active().select_related(*seen_with)
        matches = matches.prefetch_related(*seen_lists)[:10]
        sessions = school.sessions.coming().prefetch_related("themes")
        requests = list(school.requests.sent()[:MOST_REQUESTS])
        return super().get_context_data(**kwargs) | {
            "school": school,
            "request_open": next((r for r in requests if r.is_open), None),
            "requests": requests,
            # Active: both said yes.
            "mentors": [for_school(m.mentor, both_accepted=True) for m in matches],
            "coming": sessions[:5],
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
        return redirect("requests:school")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"school": self.school}


class CancelView(SchoolContactMixin, View):
    """Give up a request of one's own school."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(self.school.requests.sent(), pk=pk)
        try:
            held.cancel(request.user)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, _("Votre demande est annulée."))
        return redirect("requests:school")
