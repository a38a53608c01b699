"""The form of a report that is told already: the same answers, and why they change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.sessions.forms import COLUMNS, DURATIONS, ReportForm
from community.sessions.reports import LISTS, SessionReport
from resources.feedback.forms import PlainField


class EditForm(ReportForm):
    reason = PlainField(
        label=gettext_lazy("Pourquoi cette correction ?"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=gettext_lazy("Elle reste au dossier, avec votre nom et la date."),
    )

    def __init__(
        self,
        *args: Any,
        report: SessionReport,
        with_reason: bool,
        with_notes: bool,
        **kwargs: Any,
    ) -> None:
        self.report = report
        told = {name: getattr(report, name) for name in COLUMNS}
        told |= {name: list(getattr(report, name).all()) for name in LISTS}
        told["quote_consent"] = bool(report.quote_terms)
        kwargs["initial"] = told | (kwargs.get("initial") or {})
        super().__init__(*args, mentor=None, **kwargs)
        # The school stays: another school is another session.
        for name in ("client_uuid", "school"):
            del self.fields[name]
        if not with_reason:
            del self.fields["reason"]
        if not with_notes:
            del self.fields["notes"]
        if report.minutes not in dict(DURATIONS):
            one = (report.minutes, _("%(n)s min") % {"n": report.minutes})
            self.fields["minutes"].choices = [*DURATIONS, one]

    def today(self) -> dt.date:
        return self.report.territory.today()

    def clean_reason(self) -> str:
        if len(self.cleaned_data["reason"]) > 300:
            raise ValidationError(_("300 caractères au plus."))
        return self.cleaned_data["reason"]

    def correction(self) -> tuple[dict[str, Any], dict[str, Any], str]:
        """Return columns, lists and reason, as `correct` takes them."""
        data = self.cleaned_data
        columns = {name: data[name] for name in COLUMNS if name in data}
        lists = {name: data[name] for name in LISTS}
        return columns, lists, data.get("reason", "")
