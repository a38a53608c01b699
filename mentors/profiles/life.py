"""What people write once they applied: an answer, a pause, what next year brings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.profiles.choices import SchoolYearPlan
from mentors.profiles.questions import LONGEST_ANSWER
from mentors.profiles.yearly import LONGEST_NOTE
from resources.sanitiser import plain_text


class ReplyForm(forms.Form):
    answer = forms.CharField(
        label=_("Votre réponse"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_answer(self) -> str:
        answer = plain_text(self.cleaned_data["answer"], LONGEST_ANSWER)
        if not answer:
            raise forms.ValidationError(_("Écrivez votre réponse."))
        return answer


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("Jusqu’à quand ?"),
        required=False,
        help_text=_("Sans date, vous revenez quand vous voulez."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> dt.date | None:
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(_("Choisissez un jour à venir."))
        return until


class YearForm(forms.Form):
    plan = forms.ChoiceField(
        label=_("Et l’année prochaine ?"),
        choices=SchoolYearPlan.choices,
        widget=forms.RadioSelect(attrs={"data-list": ""}),
    )
    note = forms.CharField(
        label=_("Un mot pour la coordination"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Une école à laquelle vous pensez, une personne à qui confier…"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self) -> str:
        return plain_text(self.cleaned_data["note"], LONGEST_NOTE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        hands_over = cleaned.get("plan") == SchoolYearPlan.HAND_OVER
        if hands_over and not cleaned.get("note", "?"):
            self.add_error("note", _("Dites à qui, ou à quelle école vous pensez."))
        return cleaned
