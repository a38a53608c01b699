"""What the desk writes about a volunteer: training, an answer, why somebody stops."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentors.models import Mentor
from mentors.profiles.choices import Training
from mentors.profiles.life import PauseForm
from mentors.profiles.questions import LONGEST_QUESTION
from resources.sanitiser import plain_text

LONGEST_REASON = 300


def training_of(mentor: Mentor) -> dict[str, Any]:
    """What `TrainingForm` shows first."""
    return {
        "training": mentor.training,
        "trained_on": mentor.trained_on,
        "waiver": mentor.training_waiver,
    }


class TrainingForm(forms.Form):
    training = forms.ChoiceField(
        label=gettext_lazy("Formation"),
        choices=Training.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    trained_on = forms.DateField(
        label=gettext_lazy("Suivie le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    waiver = forms.CharField(
        label=gettext_lazy("Si elle n’est pas suivie, pourquoi en dispenser\u202f?"),
        required=False,
        max_length=LONGEST_REASON,
    )

    def clean_trained_on(self) -> dt.date | None:
        day = self.cleaned_data["trained_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Choisissez un jour passé, ou aujourd’hui."))
        return day

    def clean_waiver(self) -> str:
        return plain_text(self.cleaned_data["waiver"], LONGEST_REASON)


class DecisionForm(TrainingForm):
    question = forms.CharField(
        label=gettext_lazy("Une question à lui poser"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison du refus"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("La personne la lira telle quelle."),
    )


class LiftForm(forms.Form):
    """Nothing to fill in: the button says it all."""


class StopForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi\u202f?"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy(
            "La personne lira ces mots tels quels. L’école ne les voit pas."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        reason = plain_text(self.cleaned_data["reason"], LONGEST_REASON)
        if not reason:
            raise forms.ValidationError(_("Dites pourquoi\u00a0: la personne le lira."))
        return reason


class DeskPauseForm(StopForm, PauseForm):
    field_order = ["reason", "until"]
