"""A mentor's attestations, their sheet to print, and the page that checks a number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, FormView, View

from community.sessions.attestations import find, issue
from mentors.access import MentorMixin
from resources.sheets.answering import pdf_response

MOST = 50


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    start = forms.DateField(label=gettext_lazy("Du"), widget=_day())
    end = forms.DateField(label=gettext_lazy("Au"), widget=_day())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("La fin vient après le début."))
        if end and end > timezone.localdate():
            self.add_error("end", _("On n’atteste que du passé."))
        return cleaned


class AttestationsView(MentorMixin, FormView):
    template_name = "community/sessions/attestations.html"
    form_class = PeriodForm

    def get_initial(self) -> dict[str, Any]:
        """The school year so far."""
        today = timezone.localdate()
        year = today.year - (today.month < 9)
        return {"start": dt.date(year, 9, 1), "end": today}

    def form_valid(self, form: PeriodForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            made = issue(self.mentor, data["start"], data["end"], self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("sessions:attestation", pk=made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"attestations": self.mentor.attestations.all()[:MOST]}
        return super().get_context_data(**kwargs) | own


class AttestationView(MentorMixin, DetailView):
    template_name = "community/sessions/attestation.html"
    context_object_name = "attestation"

    def get_queryset(self) -> Any:
        return self.mentor.attestations.select_related("mentor__user")


class AttestationPdfView(AttestationView):
    """The same words, as a file to send."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        held = self.object
        return pdf_response(
            self.request,
            "community/sessions/_attestation.html",
            context,
            title=_("Attestation de bénévolat %s") % held.number,
            name=f"attestation-{held.number}.pdf",
            made_at=held.issued_at,
        )


class RevokeView(MentorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(self.mentor.attestations, pk=pk)
        try:
            held.revoke(request.user)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, _("Elle est retirée : son numéro le dira."))
        return redirect("sessions:attestations")


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a number is valid, and nothing of whose it is."""
    number = request.GET.get("numero", "")
    context = {"asked": bool(number), "found": find(number) if number else None}
    response = render(request, "community/sessions/verify.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response
