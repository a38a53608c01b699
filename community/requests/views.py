"""A school's own page: its request, who comes, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from community.requests.forms import RequestForm
from community.schools.models import School
from mentors.access import MemberMixin


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
        matches = school.matches.active().select_related("mentor__user")
        sessions = school.sessions.coming().prefetch_related("themes")
        return super().get_context_data(**kwargs) | {
            "school": school,
            "request_open": school.requests.open().first(),
            "matches": matches[:10],
            "coming": sessions[:5],
        }


class AskView(SchoolContactMixin, FormView):
    template_name = "community/requests/ask.html"
    form_class = RequestForm

    def form_valid(self, form: RequestForm) -> HttpResponse:
        try:
            with transaction.atomic():
                form.save_for(self.school, self.request.user)
        except IntegrityError:
            messages.info(self.request, _("Votre demande est déjà en cours."))
        else:
            messages.success(self.request, _("Votre demande est partie. Merci."))
        return redirect("requests:school")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"school": self.school}
