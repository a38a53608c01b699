"""The page of « Ça a eu lieu ? »: it shows where things stand, and takes one answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.generic import FormView

from community.sessions.next_day import session_or_404
from community.sessions.planning import stop
from community.sessions.stop_forms import StopForm


class NextDayView(FormView):
    template_name = "community/sessions/next_day.html"
    form_class = StopForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.session = session_or_404(kwargs["token"])
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def form_valid(self, form: StopForm) -> HttpResponse:
        data, by = form.cleaned_data, self.session.mentor.user
        try:
            stop(self.session, data["how"], by, data["side"], data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.session
        is_told = getattr(session, "report", None) is not None
        is_past = session.starts_at <= timezone.now()
        own = {"session": session, "is_told": is_told, "is_past": is_past}
        return super().get_context_data(**kwargs) | own
