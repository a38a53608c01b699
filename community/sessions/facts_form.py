"""The four facts of a workshop, told by a link: day, length, people, themes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.sessions.forms import DURATIONS, MOST_THEMES, OLDEST_REPORT
from community.sessions.models import AwarenessSession
from resources.vocabularies.models import Theme

MOST_PEOPLE = 500


class FactsForm(forms.Form):
    held_on = forms.DateField(
        label=gettext_lazy("Quel jour ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    participants = forms.IntegerField(
        label=gettext_lazy("Combien de personnes sont venues ?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"data-stepper": True, "inputmode": "numeric"}),
        help_text=gettext_lazy("À peu près, enfants compris."),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Combien de temps ?"),
        coerce=int,
        choices=DURATIONS,
        widget=forms.RadioSelect,
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("De quoi avez-vous parlé ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Un à trois thèmes."),
    )

    def __init__(self, *args: Any, session: AwarenessSession, **kwargs: Any) -> None:
        self.session = session
        initial = {
            "held_on": session.local_start.date(),
            "participants": session.capacity,
            "minutes": session.minutes,
            "themes": list(session.themes.all()),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_held_on(self) -> dt.date:
        held_on: dt.date = self.cleaned_data["held_on"]
        today = self.session.school.territory.today()
        if held_on > today:
            raise ValidationError(_("Cet atelier n’a pas encore eu lieu."))
        if held_on < today - OLDEST_REPORT:
            raise ValidationError(_("Cet atelier date de plus de deux ans."))
        return held_on

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Gardez trois thèmes au plus."))
        return themes

    @property
    def client_uuid(self) -> uuid.UUID:
        """The link tells of one session: sent twice, it is the same act of telling."""
        return uuid.uuid5(self.session.calendar_uid, "held")

    def report_fields(self) -> dict[str, Any]:
        facts = {k: v for k, v in self.cleaned_data.items() if k != "themes"}
        return facts | {"session": self.session, "school": self.session.school}

    def lists(self) -> dict[str, Any]:
        return {"themes": self.cleaned_data["themes"]}
