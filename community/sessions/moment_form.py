"""When and where: what every form that gives a session its hour has in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.schools.models import School
from community.sessions.school_days import remarks_on
from resources.feedback.forms import PlainField

FURTHEST = dt.timedelta(days=400)
FIRST_HOUR, LAST_HOUR = dt.time(7), dt.time(22)
LONGEST_PLACE = 120


class MomentForm(forms.Form):
    """`seen` names the remarks that were read: only new ones stop the form.

    Then `has_news`, and the form is shown again with `remarks`.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    day = forms.DateField(
        label=gettext_lazy("Quel jour ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=gettext_lazy("À quelle heure ?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("L’heure de l’école."),
    )
    place = PlainField(
        label=gettext_lazy("Où, dans l’école ?"),
        required=False,
        help_text=gettext_lazy("Par exemple : salle des maîtres, préau."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.remarks: dict[str, str] = {}
        self.has_news = False
        super().__init__(*args, **kwargs)

    def school_of(self, cleaned: dict[str, Any]) -> School:
        raise NotImplementedError

    def look_around(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Refuse an hour that is taken; return what is only worth a second look."""
        raise NotImplementedError

    def clean_place(self) -> str:
        if len(self.cleaned_data["place"]) > LONGEST_PLACE:
            raise ValidationError(_("120 caractères au plus."))
        return self.cleaned_data["place"]

    def clean_hour(self) -> dt.time:
        hour = self.cleaned_data["hour"]
        if not FIRST_HOUR <= hour <= LAST_HOUR:
            raise ValidationError(_("Entre 7 h et 22 h."))
        return hour.replace(second=0, microsecond=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self._clean_start(cleaned)
        if not self.errors:
            self._look_twice(cleaned)
        return cleaned

    def _clean_start(self, cleaned: dict[str, Any]) -> None:
        school = self.school_of(cleaned)
        moment = dt.datetime.combine(
            cleaned["day"], cleaned["hour"], school.territory.zone
        )
        cleaned["school"] = school
        cleaned["starts_at"] = moment.astimezone(dt.UTC)
        if moment <= timezone.now():
            self.add_error("day", _("Ce moment est déjà passé."))
        elif moment > timezone.now() + FURTHEST:
            self.add_error("day", _("C’est dans plus d’un an."))

    def _look_twice(self, cleaned: dict[str, Any]) -> None:
        """Show once what is only worth a second look."""
        near, territory = self.look_around(cleaned), cleaned["school"].territory
        self.remarks = remarks_on(cleaned["day"], territory.academy, territory.code)
        self.remarks |= near
        if set(self.remarks) - set(cleaned.get("seen", "").split(",")):
            self.has_news = True
            self.data = self.data.copy()
            self.data["seen"] = ",".join(self.remarks)
