"""The form that tells how a session went: four things asked, the rest folded."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.schools.models import School
from community.sessions.choices import Climate
from community.sessions.details_form import DetailsForm
from community.sessions.models import AwarenessSession
from community.sessions.reports import GROUPS, KINDS, LISTS, SessionReport
from community.sessions.survey.results import arrivals, said_by_phones
from mentors.profiles.models import Mentor
from resources.sanitiser import plain_text
from resources.vocabularies.models import Theme

DURATIONS = [
    (30, _("30 min")),
    (45, _("45 min")),
    (60, _("1 h")),
    (75, _("1 h 15")),
    (90, _("1 h 30")),
    (120, _("2 h")),
]
# What a report holds by itself; LISTS are what it points at.
COLUMNS = [
    "held_on",
    "participants",
    "minutes",
    *GROUPS,
    "climate",
    "preparation_minutes",
    "travel_minutes",
    "quote",
    "quote_terms",
    "questions",
    "notes",
]
OLDEST_REPORT = dt.timedelta(days=730)
MOST_THEMES = 3


class ReportForm(DetailsForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.TypedChoiceField(
        label=_("Combien de temps ?"),
        coerce=int,
        choices=DURATIONS,
        widget=forms.RadioSelect,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("De quoi avez-vous parlé ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Un à trois thèmes."),
    )
    climate = forms.TypedChoiceField(
        label=_("L’ambiance"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=Climate.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = SessionReport
        fields = [
            "school",
            "held_on",
            "participants",
            "minutes",
            "themes",
            *GROUPS,
            "climate",
            "resources",
            "terms",
            "preparation_minutes",
            "travel_minutes",
            "quote",
            "questions",
            "notes",
        ]
        labels = {
            "school": _("Dans quelle école ?"),
            "held_on": _("Quel jour ?"),
            "participants": _("Combien de personnes sont venues ?"),
            "questions": _("Une question par ligne"),
            "notes": _("Vous seul la lirez, avec votre coordination"),
        }
        help_texts = {
            "participants": _("À peu près, enfants compris."),
            "questions": _("Elles aident l’équipe à écrire les prochaines ressources."),
            "notes": _("Pas de nom de famille ni d’enfant, s’il vous plaît."),
        }
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "participants": forms.NumberInput(
                attrs={
                    "data-stepper": True,
                    "min": 0,
                    "max": 500,
                    "inputmode": "numeric",
                }
            ),
            "questions": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self,
        *args: Any,
        mentor: Mentor | None,
        session: AwarenessSession | None = None,
        **kwargs: Any,
    ) -> None:
        """Without a mentor, the form is blank: what a device keeps of it."""
        self.mentor, self.session = mentor, session
        kwargs["initial"] = self._defaults() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if self.arrivals:
            self.fields["participants"].help_text = said_by_phones(self.arrivals)
        if session:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = (
                schools_of(mentor) if mentor else School.objects.none()
            )
            self.fields["school"].empty_label = _("Choisissez une école")

    def _defaults(self) -> dict[str, Any]:
        if not self.mentor:
            return {"minutes": 60}
        defaults: dict[str, Any] = {
            "client_uuid": uuid.uuid4(),
            "held_on": self.today(),
            "minutes": 60,
        }
        if last := self.mentor.reports.first():
            defaults["minutes"] = last.minutes
        if self.session:
            defaults |= {
                "held_on": self.session.local_start.date(),
                "minutes": self.session.minutes,
                "participants": self.arrivals or self.session.capacity,
                "themes": list(self.session.themes.all()),
            }
        return defaults

    def today(self) -> dt.date:
        """The day it is where one tells: overseas, Paris may be a day ahead or late."""
        place = self.session.school if self.session else None
        place = place or (self.mentor and self.mentor.commune)
        return place.territory.today() if place else timezone.localdate()

    @cached_property
    def arrivals(self) -> int:
        """How many came, by the code of the session's poster; 0 without any."""
        if not self.session:
            return 0
        return arrivals([self.session]).get(self.session.pk, 0)

    @property
    def group_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in GROUPS]

    def clean_held_on(self) -> dt.date:
        held_on = self.cleaned_data["held_on"]
        today = self.today()
        if held_on > today:
            raise forms.ValidationError(_("Cet atelier n’a pas encore eu lieu."))
        if held_on < today - OLDEST_REPORT:
            raise forms.ValidationError(_("Cet atelier date de plus de deux ans."))
        return held_on

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise forms.ValidationError(_("Gardez trois thèmes au plus."))
        return themes

    def clean_questions(self) -> str:
        return plain_text(self.cleaned_data["questions"], 2000)

    def clean_notes(self) -> str:
        return plain_text(self.cleaned_data["notes"], 2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        total = cleaned.get("participants")
        if total is None:
            return cleaned
        counted = {name: cleaned.get(name) or 0 for name in GROUPS}
        over = [name for name in GROUPS if counted[name] > total]
        kinds = [name for name in KINDS if counted[name]]
        if not over and sum(counted[name] for name in kinds) > total:
            over = kinds[:1]
        for name in over:
            self.add_error(
                name,
                _("Vous avez compté %(total)s personnes en tout.") % {"total": total},
            )
        return cleaned

    def lists(self) -> dict[str, Any]:
        """Return what a report points at, beside its fields."""
        return {name: self.cleaned_data[name] for name in LISTS}

    def report_fields(self) -> dict[str, Any]:
        """Return what a SessionReport needs, session and school included."""
        fields = {name: self.cleaned_data[name] for name in COLUMNS}
        if self.session:
            return fields | {"session": self.session, "school": self.session.school}
        return fields | {"school": self.cleaned_data["school"]}


def schools_of(mentor: Mentor) -> Any:
    """Schools where `mentor` may tell of a session: their matches and sessions."""
    matched = mentor.matches.active().values("school")
    visited = mentor.sessions.values("school")
    return School.objects.filter(Q(pk__in=matched) | Q(pk__in=visited))
