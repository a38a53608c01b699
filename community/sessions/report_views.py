"""A told report: reading, correcting, answering, the school's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView

from community.sessions.after import LONGEST_WORDS, Word
from community.sessions.correcting import TEXTS, correct, needs_reason, readable
from community.sessions.discretion import is_telling, masked, named_in
from community.sessions.edit_form import EditForm
from community.sessions.follow_up import answer, report_or_404, say
from community.sessions.reports import LISTS, SessionReport
from community.sessions.survey.results import results_of
from mentors.access import MentorMixin
from resources.feedback.forms import PlainField


def own_report_or_404(mentor: Any, pk: int) -> SessionReport:
    """The one door to a mentor's own report; somebody else's does not exist."""
    reports = SessionReport.objects.filter(mentor=mentor)
    reports = reports.select_related(
        "school", "territory", "school_word", "author", "session"
    )
    return get_object_or_404(reports.prefetch_related(*LISTS), pk=pk)


def trail(report: SessionReport) -> dict[str, Any]:
    """Return what followed a report, as both its author and the desk read it."""
    changes = report.changes.select_related("author")
    return {
        "changes": [(one, readable(one)) for one in changes[:20]],
        "follow_ups": report.follow_ups.select_related("asked_by"),
        "word": getattr(report, "school_word", None),
        "results": results_of(report.session),
    }


class WordsForm(forms.Form):
    words = PlainField(
        label=gettext_lazy("Votre réponse"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
    )

    def clean_words(self) -> str:
        if len(self.cleaned_data["words"]) > LONGEST_WORDS:
            raise ValidationError(_("1 000 caractères au plus."))
        return self.cleaned_data["words"]


class ReportView(MentorMixin, DetailView):
    """Its page, where the author also answers the coordination."""

    template_name = "community/sessions/report.html"
    context_object_name = "report"

    def get_object(self, queryset: Any = None) -> SessionReport:
        return own_report_or_404(self.mentor, self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.object = self.get_object()
        if request.POST.get("action") == "mask":
            if mask(self.object, request.user):
                messages.success(request, _("C’est masqué."))
            return redirect("sessions:report", pk=pk)
        asked = self.object.follow_ups.waiting().first()
        form = WordsForm(request.POST)
        if asked and form.is_valid():
            answer(asked, request.user, form.cleaned_data["words"])
            messages.success(request, _("Merci, la coordination a votre réponse."))
            return redirect("sessions:report", pk=pk)
        if not asked:
            messages.info(request, _("Vous avez déjà répondu."))
            return redirect("sessions:report", pk=pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fresh = self.object.recorded_on == self.object.territory.today()
        own = {"is_fresh": fresh, "form": kwargs.get("form") or WordsForm()}
        own["names"] = names_in(self.object)
        return super().get_context_data(**kwargs) | trail(self.object) | own


def names_in(report: SessionReport) -> list[str]:
    """Return what looks like names in its texts, "…" for an address or a number."""
    places = [report.school.name, report.school.city]
    text = "\n".join(getattr(report, name) for name in sorted(TEXTS))
    return named_in(text, places) or (["…"] if is_telling(text, places) else [])


def mask(report: SessionReport, by: Any) -> bool:
    """Write initials for names, in one tap; the correction is on record."""
    places = [report.school.name, report.school.city]
    texts = {name: masked(getattr(report, name), places) for name in TEXTS}
    return correct(report, by, texts, {}, _("Noms masqués"))


class Editing(FormView):
    """What correcting is, whoever does it; `page` names where one reads the report."""

    template_name = "community/sessions/edit.html"
    form_class = EditForm
    report: SessionReport
    page = "sessions:report"
    reads_notes = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "report": self.report,
            "with_reason": needs_reason(self.report, self.request.user),
            "with_notes": self.reads_notes,
        }

    def form_valid(self, form: EditForm) -> HttpResponse:
        try:
            changed = correct(self.report, self.request.user, *form.correction())
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        said = _("C’est corrigé.") if changed else _("Rien n’a changé.")
        messages.success(self.request, said)
        return redirect(self.report_page())

    def report_page(self) -> str:
        return reverse(self.page, args=[self.report.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"report": self.report, "back": self.report_page()}
        return super().get_context_data(**kwargs) | own


class EditView(MentorMixin, Editing):
    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.report = own_report_or_404(self.mentor, self.kwargs["pk"])


class SchoolWordForm(forms.Form):
    word = forms.ChoiceField(
        label=gettext_lazy("C’est bien ce qui s’est passé ?"),
        choices=[
            (Word.CONFIRMED, gettext_lazy("Oui, c’est bien cela")),
            (Word.DOUBTED, gettext_lazy("Non, pas tout à fait")),
        ],
        widget=forms.RadioSelect(attrs={"data-list": ""}),
    )
    comment = PlainField(
        label=gettext_lazy("Un mot pour le parent ressource et sa coordination"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
        help_text=gettext_lazy("Sans nom de parent ni d’enfant."),
    )

    def clean_comment(self) -> str:
        if len(self.cleaned_data["comment"]) > LONGEST_WORDS:
            raise ValidationError(_("1 000 caractères au plus."))
        return self.cleaned_data["comment"]


class SchoolWordView(FormView):
    """Whoever holds the link speaks for the school; a visit says nothing by itself."""

    template_name = "community/sessions/school_word.html"
    form_class = SchoolWordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.report = report_or_404(kwargs["token"])
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def form_valid(self, form: SchoolWordForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            say(self.report, data["word"], data["comment"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        word = getattr(self.report, "school_word", None)
        own = {"report": self.report, "word": word}
        return super().get_context_data(**kwargs) | own
