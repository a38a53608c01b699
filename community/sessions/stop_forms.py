"""Putting a session off, or giving it up: what is asked of each side."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.sessions.choices import Side
from resources.feedback.forms import PlainField

LONGEST_REASON = 300


class SchoolStopForm(forms.Form):
    """For a school: it comes from itself."""

    how = forms.ChoiceField(
        label=gettext_lazy("Que se passe-t-il ?"),
        choices=[
            ("postpone", gettext_lazy("On le reporte, le jour reste à trouver")),
            ("cancel", gettext_lazy("On l’annule")),
        ],
        widget=forms.RadioSelect(attrs={"data-list": ""}),
    )
    reason = PlainField(
        label=gettext_lazy("Pourquoi ?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
        help_text=gettext_lazy("L’autre côté le lira. Sans nom de famille."),
    )

    def clean_reason(self) -> str:
        if len(self.cleaned_data["reason"]) > LONGEST_REASON:
            raise ValidationError(_("300 caractères au plus."))
        return self.cleaned_data["reason"]


class StopForm(SchoolStopForm):
    """For a mentor, who also says from whom it comes."""

    field_order = ["how", "side", "reason"]

    side = forms.ChoiceField(
        label=gettext_lazy("De qui cela vient-il ?"),
        choices=Side.choices,
        widget=forms.RadioSelect(attrs={"data-list": ""}),
    )
