"""A mentor's home, the form that tells of a session, and one session's thanks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from community.sessions.forms import ReportForm
from community.sessions.logging import record_report
from community.sessions.models import AwarenessSession
from community.sessions.outbox import account_key
from community.sessions.totals import mentor_totals
from mentors.access import MentorMixin
from resources.generations.models import SITE
from resources.generations.public import public_page
from resources.paging import PagedListView
from resources.request_values import number


class HomeView(MentorMixin, TemplateView):
    template_name = "community/sessions/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = "school__territory"
        sessions = AwarenessSession.objects.select_related(school).prefetch_related(
            "themes"
        )
        shared = sessions.with_mentor(self.mentor)
        return super().get_context_data(**kwargs) | {
            "account": account_key(self.mentor.user),
            "mentor": self.mentor,
            "to_log": sessions.to_log().filter(mentor=self.mentor)[:3],
            "coming": shared.coming()[:5],
            "postponed": shared.postponed()[:5],
            "proposals": self.mentor.matches.proposed().select_related("school")[:3],
            "totals": mentor_totals(self.mentor),
        }


class HistoryView(MentorMixin, PagedListView):
    template_name = "community/sessions/history.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return self.mentor.reports.select_related("school").prefetch_related("themes")


def session_or_404(mentor: Any, pk: int) -> AwarenessSession:
    """The one door to a mentor's own session; somebody else's does not exist."""
    sessions = mentor.sessions.select_related("school__territory", "report")
    return get_object_or_404(sessions.prefetch_related("themes"), pk=pk)


class LogView(MentorMixin, FormView):
    template_name = "community/sessions/log.html"
    form_class = ReportForm
    model_key = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.session = None
        return super().dispatch(request, *args, **kwargs)

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        if pk := self.kwargs.get("pk"):
            self.session = session_or_404(self.mentor, pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = getattr(self.session, "report", None)
        if report:
            return redirect("sessions:report", pk=report.pk)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """A school may be chosen beforehand; a report may serve as a model: all but
        the day, texts and groups."""
        asked = self.request.GET
        school, key = number(asked.get("ecole")), number(asked.get("modele"))
        if school is not None:
            return {"school": school}
        if self.session or key is None:
            return {}
        model = self.mentor.reports.filter(pk=key).first()
        if model is None:
            return {}
        self.model_key = f"modele-{model.pk}"
        names = ["school", "minutes", "participants"]
        initial = {name: getattr(model, name) for name in names}
        return initial | {"themes": list(model.themes.all())}

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"mentor": self.mentor, "session": self.session}
        return super().get_form_kwargs() | own

    def form_valid(self, form: ReportForm) -> HttpResponse:
        key = form.cleaned_data["client_uuid"]
        try:
            report, _created = record_report(
                self.mentor, key, form.report_fields(), **form.lists()
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("sessions:report", pk=report.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "session": self.session,
            "account": account_key(self.mentor.user),
            "model_key": self.model_key,
        }
        return super().get_context_data(**kwargs) | own


@require_safe
@public_page(SITE, reads=())
def blank(request: HttpRequest) -> HttpResponse:
    """The form without a name in it: the worker shows it when there is no network."""
    return HttpResponse(blank_html(request))


def blank_html(request: HttpRequest) -> str:
    context = {"form": ReportForm(mentor=None)}
    return render_to_string("community/sessions/blank.html", context, request)
