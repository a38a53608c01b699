"""The form that plans a session, or changes it: what, where, when, with whom."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.matching.models import Match
from community.schools.models import School
from community.sessions.changes import MOST_CO_MENTORS
from community.sessions.choices import SessionFormat
from community.sessions.forms import DURATIONS, MOST_THEMES, schools_of
from community.sessions.models import AwarenessSession
from community.sessions.moment_form import MomentForm
from community.sessions.planning import around
from mentors.profiles.models import Mentor
from resources.vocabularies.models import Theme


class PlanForm(MomentForm):
    field_order = ["key", "seen", "school", "day", "hour", "minutes", "themes"]
    field_order += ["format", "place", "capacity", "co_mentors"]

    key = forms.UUIDField(widget=forms.HiddenInput)
    school = forms.ModelChoiceField(
        label=gettext_lazy("Dans quelle école ?"),
        queryset=None,
        empty_label=gettext_lazy("Choisissez une école"),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Combien de temps ?"),
        coerce=int,
        choices=DURATIONS,
        widget=forms.RadioSelect,
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("De quoi parlerez-vous ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Un à trois thèmes."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Sous quelle forme ?"),
        choices=SessionFormat.choices,
        widget=forms.RadioSelect,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Combien de parents attendez-vous ?"),
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"data-stepper": True, "inputmode": "numeric"}),
    )
    co_mentors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Qui anime avec vous ?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ces personnes recevront un courriel."),
    )

    def __init__(
        self,
        *args: Any,
        mentor: Mentor,
        session: AwarenessSession | None = None,
        **kwargs: Any,
    ) -> None:
        self.mentor, self.session = mentor, session
        usual = planned(session) if session else {"minutes": 60, "capacity": 15}
        initial = {"key": uuid.uuid4(), "format": SessionFormat.WORKSHOP} | usual
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        schools = schools_of(mentor).open().in_public().select_related("territory")
        self.fields["school"].queryset = schools
        self.fields["co_mentors"].queryset = colleagues(mentor, session)
        if session:
            del self.fields["school"]
            self._keep_unusual_minutes(session.minutes)
        if not self.fields["co_mentors"].queryset.exists():
            del self.fields["co_mentors"]

    def _keep_unusual_minutes(self, minutes: int) -> None:
        if minutes not in dict(DURATIONS):
            one = (minutes, _("%(minutes)s min") % {"minutes": minutes})
            self.fields["minutes"].choices = [*DURATIONS, one]

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Gardez trois thèmes au plus."))
        return themes

    def clean_co_mentors(self) -> Any:
        people = self.cleaned_data["co_mentors"]
        if len(people) > MOST_CO_MENTORS:
            raise ValidationError(_("Quatre personnes au plus, en plus de vous."))
        return people

    def school_of(self, cleaned: dict[str, Any]) -> School:
        return self.session.school if self.session else cleaned["school"]

    def look_around(self, cleaned: dict[str, Any]) -> dict[str, str]:
        mentors = [self.mentor, *cleaned.get("co_mentors", [])]
        # Sent twice, the form meets what it planned itself.
        sent = AwarenessSession.objects.filter(calendar_uid=cleaned["key"])
        own = self.session or sent.filter(mentor=self.mentor).first()
        found = around(mentors, cleaned["starts_at"], cleaned["minutes"], own)
        for words in found.overlaps:
            self.add_error(
                "hour", _("Cette heure est déjà prise : %(what)s") % {"what": words}
            )
        return {
            f"near{number}": _("Moins d’une heure entre deux : ") + words
            for number, words in enumerate(found.near)
        }

    def values(self) -> dict[str, Any]:
        """The columns of the session; themes and people are given apart."""
        names = ["starts_at", "minutes", "format", "place", "capacity"]
        return {name: self.cleaned_data[name] for name in names}


def planned(session: AwarenessSession) -> dict[str, Any]:
    """Return what the form shows of a session that is to change."""
    start = session.local_start
    return {
        "day": start.date(),
        "hour": start.time(),
        "minutes": session.minutes,
        "themes": list(session.themes.all()),
        "format": session.format,
        "place": session.place,
        "capacity": session.capacity,
        "co_mentors": list(session.co_mentors.all()),
    }


def colleagues(mentor: Mentor, session: AwarenessSession | None = None) -> Any:
    """Those one may run a session with, of the same territory and active.

    They are matched to one of the same schools, or said that they want a partner.
    """
    schools = mentor.matches.active().values("school")
    beside = Match.objects.active().filter(school__in=schools).values("mentor")
    wanted = Q(pk__in=beside) | Q(
        wants_buddy=True, commune__territory=mentor.commune.territory_id
    )
    if session:
        wanted |= Q(pk__in=session.co_mentors.values("pk"))
    people = Mentor.objects.active().filter(wanted).exclude(pk=mentor.pk)
    return people.select_related("user", "commune").order_by("user__first_name", "pk")
