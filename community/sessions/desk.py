"""The coordination's reports: reading, asking, correcting with a reason."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from community.schools.desk_filter import DeskFilter
from community.sessions.after import Word
from community.sessions.follow_up import ask
from community.sessions.report_views import Editing, WordsForm, trail
from community.sessions.reports import LISTS, SessionReport
from community.sessions.table import reports_csv
from mentors.access import CoordinatorMixin
from mentors.coordination.choosing import OneTerritoryMixin
from resources.exports.spreadsheet import csv_response
from resources.models import Territory
from resources.paging import PagedListView

logger = logging.getLogger(__name__)
STATES = [
    ("", gettext_lazy("Tous")),
    ("asked", gettext_lazy("question sans réponse")),
    ("confirmed", gettext_lazy("confirmés par l’école")),
    ("doubted", gettext_lazy("discutés par l’école")),
    ("corrected", gettext_lazy("corrigés")),
]


def report_or_404(user: Any, pk: int) -> SessionReport:
    """For the coordination of the report's territory and national leads."""
    reports = SessionReport.objects.for_user(user).select_related(
        "school", "territory", "mentor__user", "author", "school_word", "session"
    )
    return get_object_or_404(reports.prefetch_related(*LISTS), pk=pk)


def may_read_notes(user: Any, report: SessionReport) -> bool:
    """Who coordinates its territory: the form promised its author nobody else."""
    return report.territory.coordinators.filter(user=user).exists()


class ReportFilter(DeskFilter):
    states = STATES
    territory = "territory"

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data, territories)
        self.fields["territoire"].empty_label = None  # type: ignore[attr-defined]

    def in_state(self, reports: Any, state: str) -> Any:
        if state == "asked":
            return reports.filter(
                follow_ups__isnull=False, follow_ups__answered_at=None
            ).distinct()
        if state == "corrected":
            return reports.filter(changes__isnull=False).distinct()
        return reports.filter(school_word__word=state) if state in Word else reports

    def said(self) -> str:
        """Return the filters in words: « État : corrigés ; Territoire : Aisne »."""
        self.is_valid()
        asked = self.cleaned_data
        state = dict(STATES)[asked["etat"]] if asked.get("etat") else ""
        words = {
            "etat": state,
            "territoire": asked.get("territoire"),
            "q": asked.get("q"),
        }
        return " ; ".join(
            f"{self.fields[name].label} : {word}"
            for name, word in words.items()
            if word
        )


class Reports(OneTerritoryMixin):
    """The reports of one territory, by the names of who told them."""

    def found(self) -> Any:
        own = Territory.objects.for_user(self.request.user)
        self.filter = ReportFilter(self.request.GET, own)
        reports = SessionReport.objects.filter(territory=self.territory)
        return self.filter.apply(reports).order_by("-held_on", "-pk")


class ReportListView(Reports, PagedListView):
    template_name = "community/sessions/desk_list.html"
    context_object_name = "reports"
    paginate_by = 20

    def get_queryset(self) -> Any:
        shown = ("school", "mentor__user", "school_word")
        return self.found().select_related(*shown).prefetch_related("themes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"filter": self.filter, "territory": self.territory}
        return super().get_context_data(**kwargs) | own


class ReportTableView(Reports, View):
    """The same reports in one file, whatever their page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = reports_csv(self.found(), self.filter.said())
        logger.info("reports exported by account %s", request.user.pk)
        name = f"comptes-rendus-{timezone.localdate():%Y-%m-%d}.csv"
        return csv_response(text, name)


class ReportDetailView(CoordinatorMixin, FormView):
    template_name = "community/sessions/desk_detail.html"
    form_class = WordsForm

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.report = report_or_404(request.user, self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> WordsForm:
        form = super().get_form(form_class)
        form.fields["words"].label = _("Votre question")
        return form

    def form_valid(self, form: WordsForm) -> HttpResponse:
        try:
            ask(self.report, self.request.user, form.cleaned_data["words"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Votre question est partie."))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = self.report.follow_ups.waiting().exists()
        own = {"report": self.report, "is_asked": waits}
        reads = may_read_notes(self.request.user, self.report)
        own["notes"] = self.report.notes if reads else ""
        return super().get_context_data(**kwargs) | trail(self.report) | own


class DeskEditView(CoordinatorMixin, Editing):
    page = "report_desk:detail"

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.report = report_or_404(request.user, self.kwargs["pk"])
        self.reads_notes = may_read_notes(request.user, self.report)
