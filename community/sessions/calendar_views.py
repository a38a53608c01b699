"""One session for a calendar, the whole as a feed, and the page that opens it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from community.sessions.feeds import (
    CalendarFeed,
    close_feed,
    events_of,
    feed_or_404,
    open_feed,
)
from community.sessions.ics import CONTENT_TYPE, file_name, to_ics
from community.sessions.plan_views import seen_session_or_404
from mentors.access import MentorMixin


class FileView(MentorMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = seen_session_or_404(self.mentor, pk)
        response = HttpResponse(to_ics([session]), content_type=CONTENT_TYPE)
        disposition = f'attachment; filename="{file_name(session)}"'
        response["Content-Disposition"] = disposition
        return response


class CalendarView(MentorMixin, TemplateView):
    """Make an address, show it once, close it."""

    template_name = "community/sessions/calendar.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("action") == "close":
            close_feed(self.mentor)
            messages.success(request, _("L’adresse ne marche plus."))
            return redirect("sessions:calendar")
        token = open_feed(self.mentor)
        path = reverse("sessions:feed", args=[token])
        # Shown in this answer only: the site keeps no copy that it could show again.
        return self.render_to_response(
            self.get_context_data(address=request.build_absolute_uri(path))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.filter(mentor=self.mentor).first()
        address = kwargs.get("address", "")
        webcal = "webcal:" + address.partition(":")[2] if address else ""
        own = {"feed": feed, "address": address, "webcal": webcal}
        return super().get_context_data(**kwargs) | own


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever made this address; no account is asked."""
    mentor = feed_or_404(token).mentor
    body = to_ics(events_of(mentor), _("Mes ateliers Coéduc"))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response
