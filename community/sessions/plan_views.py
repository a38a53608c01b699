"""Planning a session, its page, changing it, putting it off or giving it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, View

from community.requests.models import SessionRequest
from community.sessions.choices import BUSY_STATUSES, Side
from community.sessions.conversation import is_open_to_words, send
from community.sessions.forms import MOST_THEMES, schools_of
from community.sessions.models import AwarenessSession
from community.sessions.plan_form import PlanForm
from community.sessions.planning import leave, plan, replan, stop
from community.sessions.school_forms import MessageForm
from community.sessions.stop_forms import StopForm
from community.sessions.survey.results import results_of
from mentors.access import MentorMixin
from mentors.profiles.models import Mentor
from resources.paging import PagedListView
from resources.request_values import number_or_404


def seen_session_or_404(mentor: Mentor, pk: int) -> AwarenessSession:
    """The door for whoever runs it, first or with; unknown to all others."""
    sessions = AwarenessSession.objects.with_mentor(mentor).select_related(
        "school__territory", "mentor__user", "request", "report"
    )
    return get_object_or_404(sessions.prefetch_related("themes"), pk=pk)


def own_session_or_404(mentor: Mentor, pk: int) -> AwarenessSession:
    """The door to change it: its first mentor. Who runs it with them is refused."""
    session = seen_session_or_404(mentor, pk)
    if session.mentor_id != mentor.pk:
        raise PermissionDenied
    return session


class PlanView(MentorMixin, FormView):
    template_name = "community/sessions/plan.html"
    form_class = PlanForm
    session: AwarenessSession | None = None

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.match, self.wish = None, None
        if "rencontre" in request.GET:
            matches = self.mentor.matches.active().select_related("school", "request")
            key = number_or_404(request.GET, "rencontre")
            self.match = get_object_or_404(matches, pk=key)
            self.wish = self.match.request
        elif "demande" in request.GET:
            wishes = SessionRequest.objects.alive().select_related("school")
            wishes = wishes.filter(school__in=schools_of(self.mentor))
            key = number_or_404(request.GET, "demande")
            self.wish = get_object_or_404(wishes, pk=key)

    def get_initial(self) -> dict[str, Any]:
        if not self.wish:
            return {"school": self.match.school} if self.match else {}
        days = self.wish.wished_days
        initial = {
            "school": self.wish.school,
            "themes": list(self.wish.themes.all()[:MOST_THEMES]),
            "day": days[0] if days else None,
            "capacity": self.wish.expected_people,
        }
        return {name: value for name, value in initial.items() if value}

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"mentor": self.mentor, "session": self.session}
        return super().get_form_kwargs() | own

    def form_valid(self, form: PlanForm) -> HttpResponse:
        if form.has_news:
            return self.form_invalid(form)
        try:
            session = self.save(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("sessions:session", pk=session.pk)

    def save(self, form: PlanForm) -> AwarenessSession:
        data = form.cleaned_data
        school = data["school"]
        match = self.mentor.matches.active().filter(school=school).first()
        wish = self.wish if self.wish and self.wish.school_id == school.pk else None
        if not wish and match and match.request and match.request.is_alive:
            wish = match.request
        values = form.values() | {"school": school, "match": match, "request": wish}
        people = list(data.get("co_mentors", []))
        session, told = plan(self.mentor, data["key"], values, data["themes"], people)
        if told:
            messages.success(self.request, f"{_('C’est prévu.')} {told.sentence}")
        return session

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"session": self.session, "wish": self.wish}
        return super().get_context_data(**kwargs) | own


class ChangeView(PlanView):
    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.session = own_session_or_404(self.mentor, self.kwargs["pk"])

    session: AwarenessSession

    def save(self, form: PlanForm) -> AwarenessSession:
        data = form.cleaned_data
        people = list(data.get("co_mentors", []))
        told = replan(
            self.session, self.request.user, form.values(), data["themes"], people
        )
        messages.success(self.request, f"{_('C’est changé.')} {told.sentence}")
        return self.session


class SessionView(MentorMixin, DetailView):
    template_name = "community/sessions/session.html"
    context_object_name = "session"

    def get_object(self, queryset: Any = None) -> AwarenessSession:
        return seen_session_or_404(self.mentor, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.object
        return super().get_context_data(**kwargs) | {
            "is_own": session.mentor_id == self.mentor.pk,
            "report": getattr(session, "report", None),
            "is_past": session.starts_at <= timezone.now(),
            "team": session.co_mentors.select_related("user").order_by("pk"),
            "messages_sent": session.messages.all()[:20],
            "message": MessageForm(),
            "can_write": is_open_to_words(session),
            "has_kit": session.status in BUSY_STATUSES,
            "results": results_of(session),
        }


class WriteView(MentorMixin, View):
    """A message to the school, from whoever runs the session first."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session, form = own_session_or_404(self.mentor, pk), MessageForm(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(
                    [word for words in form.errors.values() for word in words]
                )
            words = form.cleaned_data
            said = send(session, Side.MENTOR, request.user, words["key"], words["text"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, said)
        return redirect("sessions:session", pk=pk)


class StopView(MentorMixin, FormView):
    template_name = "community/sessions/stop.html"
    form_class = StopForm

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.session = own_session_or_404(self.mentor, self.kwargs["pk"])

    def form_valid(self, form: StopForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            told = stop(
                self.session,
                data["how"],
                self.request.user,
                data["side"],
                data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, f"{_('C’est noté.')} {told.sentence}")
        return redirect("sessions:session", pk=self.session.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"session": self.session}


class LeaveView(MentorMixin, View):
    """A co-animator says that they cannot come."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = seen_session_or_404(self.mentor, pk)
        if session.mentor_id == self.mentor.pk:
            raise PermissionDenied
        try:
            leave(session, self.mentor)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, _("C’est noté : l’équipe le sait."))
        return redirect("sessions:home")


class ComingView(MentorMixin, PagedListView):
    template_name = "community/sessions/coming.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        sessions = AwarenessSession.objects.with_mentor(self.mentor).to_come()
        return sessions.select_related("school__territory").prefetch_related("themes")
