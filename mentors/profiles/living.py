"""A mentor's own pages between two school years: pause, return, what comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from mentors.access import MemberMixin
from mentors.models import Mentor
from mentors.profiles.choices import SERVING_STATUSES, MentorStatus
from mentors.profiles.life import PauseForm, YearForm
from mentors.profiles.mails import say_goodbye, wish_a_good_pause
from mentors.profiles.yearly import answer_year, school_year


class ServingMixin(MemberMixin):
    """A page for approved mentors, in pause or not; `self.mentor` is the visitor."""

    mentor: Mentor

    def check_access(self, request: HttpRequest) -> None:
        mentor = Mentor.objects.select_related("user").filter(user=request.user).first()
        if not mentor or mentor.status not in SERVING_STATUSES:
            raise PermissionDenied
        self.mentor = mentor

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mentor": self.mentor}


class PauseView(ServingMixin, FormView):
    template_name = "mentors/pause.html"
    form_class = PauseForm

    def form_valid(self, form: PauseForm) -> HttpResponse:
        try:
            with transaction.atomic():
                self._turn(form.cleaned_data["until"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("mentor:profile")

    def _turn(self, until: Any) -> None:
        if self.mentor.status == MentorStatus.PAUSED:
            self.mentor.come_back(self.request.user)
            messages.success(self.request, _("Quel plaisir de vous revoir."))
        else:
            self.mentor.pause(self.request.user, until)
            wish_a_good_pause(self.mentor)
            messages.success(self.request, _("C’est noté. Bonne pause."))


class YearView(ServingMixin, FormView):
    template_name = "mentors/year.html"
    form_class = YearForm

    def get_initial(self) -> dict[str, Any]:
        known = self.mentor.year_answers.filter(year=school_year()).first()
        return {"plan": known.plan, "note": known.note} if known else {}

    def form_valid(self, form: YearForm) -> HttpResponse:
        try:
            with transaction.atomic():
                answer_year(self.mentor, **form.cleaned_data)
                if self.mentor.status == MentorStatus.LEFT:
                    say_goodbye(self.mentor)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Merci de nous l’avoir dit."))
        has_left = self.mentor.status == MentorStatus.LEFT
        return redirect("mentor:apply" if has_left else "mentor:profile")
