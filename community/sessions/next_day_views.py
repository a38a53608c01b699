"""The page of « Ça a eu lieu ? »: it shows where things stand, and takes one answer.

Nobody signs in: yes, with its four facts, and no are both said here.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from community.sessions.facts_form import FactsForm
from community.sessions.logging import record_report
from community.sessions.next_day import session_or_404
from community.sessions.planning import stop
from community.sessions.school_views import ByLink
from community.sessions.stop_forms import StopForm


class NextDayView(ByLink, TemplateView):
    template_name = "community/sessions/next_day.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.session = session_or_404(kwargs["token"])
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.session = session_or_404(kwargs["token"])
        if self.is_told or not self.is_past:
            return redirect(request.path)  # which says so
        if request.POST.get("action") == "held":
            form: Any = FactsForm(request.POST, session=self.session)
            name, act = "facts", self.tell
        else:
            form, name, act = StopForm(request.POST), "form", self.stop
        if form.is_valid():
            try:
                act(form)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(**{name: form}))

    def tell(self, form: FactsForm) -> None:
        record_report(
            self.session.mentor, form.client_uuid, form.report_fields(), **form.lists()
        )

    def stop(self, form: StopForm) -> None:
        data, by = form.cleaned_data, self.session.mentor.user
        stop(self.session, data["how"], by, data["side"], data["reason"])

    @property
    def is_told(self) -> bool:
        return getattr(self.session, "report", None) is not None

    @property
    def is_past(self) -> bool:
        return self.session.starts_at <= timezone.now()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "session": self.session,
            "report": getattr(self.session, "report", None),
            "is_past": self.is_past,
            "facts": FactsForm(session=self.session),
            "form": StopForm(),
        }
        return own | super().get_context_data(**kwargs)
