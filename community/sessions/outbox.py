"""Reports told without network: what a phone may know beforehand, and how it sends.

The browser keeps a report under the `client_uuid` of its form until it is answered.
Sent twice, it is answered with the first; sent under another account, it is refused
and stays where it is.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views import View

from community.sessions.forms import ReportForm, schools_of
from community.sessions.logging import record_report
from community.sessions.models import AwarenessSession
from community.sessions.survey.results import arrivals, said_by_phones
from mentors.access import MentorMixin
from mentors.profiles.models import Mentor
from resources.request_values import number

MOST_SESSIONS = 20
MOST_SCHOOLS = 50


def account_key(user: Any) -> str:
    """Name an account on a device without saying whose it is."""
    digest = salted_hmac("community.sessions.outbox", str(user.pk), algorithm="sha256")
    return digest.hexdigest()[:16]


def known_to(mentor: Mentor) -> dict[str, Any]:
    """Return what the form needs without network: sessions to tell, schools, habits."""
    sessions = mentor.sessions.select_related("school__territory")
    sessions = sessions.prefetch_related("themes")
    waiting = [*sessions.to_log(), *sessions.coming()][:MOST_SESSIONS]
    came = arrivals(waiting)
    schools = schools_of(mentor)[:MOST_SCHOOLS]
    return {
        "account": account_key(mentor.user),
        "sessions": [_session(one, came.get(one.pk, 0)) for one in waiting],
        "schools": [[school.pk, str(school)] for school in schools],
    }


def _session(session: AwarenessSession, came: int) -> dict[str, Any]:
    day = session.local_start.date()
    return {
        "pk": session.pk,
        "label": str(session),
        "held_on": day.isoformat(),
        "minutes": session.minutes,
        "participants": came or session.capacity,
        "counted": said_by_phones(came) if came else "",
        "themes": [theme.pk for theme in session.themes.all()],
    }


class OutboxView(MentorMixin, View):
    """GET: what to know, with a token to send. POST: one report, answered in JSON."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return JsonResponse(
                {"why": _("Ce compte n’anime pas d’ateliers.")}, status=403
            )

    def handle_no_permission(self) -> HttpResponse:
        return JsonResponse({"why": _("Connectez-vous pour l’envoyer.")}, status=401)

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse(known_to(self.mentor) | {"csrf": get_token(request)})

    def post(self, request: HttpRequest) -> JsonResponse:
        if request.POST.get("account") != account_key(request.user):
            return JsonResponse(
                {"why": _("Il a été écrit sous un autre compte.")}, status=409
            )
        session = self._session(request.POST.get("session", ""))
        form = ReportForm(request.POST, mentor=self.mentor, session=session)
        if not form.is_valid():
            return refused(form)
        key = form.cleaned_data["client_uuid"]
        try:
            report, created = record_report(
                self.mentor, key, form.report_fields(), **form.lists()
            )
        except ValidationError as error:
            form.add_error(None, error)
            return refused(form)
        url = reverse("sessions:report", args=[report.pk])
        return JsonResponse({"report": url}, status=201 if created else 200)

    def _session(self, key: str) -> AwarenessSession | None:
        """Somebody else's session is none; the form then asks for a school."""
        sessions = self.mentor.sessions.select_related("school__territory")
        return sessions.filter(pk=number(key)).first()


def refused(form: ReportForm) -> JsonResponse:
    """Say what to correct, field by field, in the words of the form."""
    why = [
        f"{form.fields[name].label} {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return JsonResponse({"why": " ".join(why)}, status=422)
