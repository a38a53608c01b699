"""What a school answers about a session: a day, a reason, a few words."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.schools.models import School
from community.sessions.conversation import LONGEST_MESSAGE
from community.sessions.models import AwarenessSession
from community.sessions.moment_form import MomentForm
from community.sessions.school_answers import MINUTES, require_free
from mentors.profiles.models import Mentor
from resources.feedback.forms import PlainField


class SchoolMomentForm(MomentForm):
    """The day and hour of a school; where else the mentor goes stays unsaid."""

    sequence = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        team: list[Mentor],
        session: AwarenessSession | None = None,
        **kwargs: Any,
    ) -> None:
        self.school, self.team, self.session = school, team, session
        super().__init__(*args, **kwargs)

    def school_of(self, cleaned: dict[str, Any]) -> School:
        return self.school

    def look_around(self, cleaned: dict[str, Any]) -> dict[str, str]:
        minutes = self.session.minutes if self.session else MINUTES
        try:
            for mentor in self.team:
                require_free(mentor, cleaned["starts_at"], minutes, self.session)
        except ValidationError as error:
            self.add_error("hour", error)
        return {}


class MessageForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = PlainField(
        label=gettext_lazy("Votre message"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_MESSAGE}),
        help_text=gettext_lazy("Sans nom de parent ni d’enfant."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)

    def clean_text(self) -> str:
        if len(self.cleaned_data["text"]) > LONGEST_MESSAGE:
            raise ValidationError(_("1 000 caractères au plus."))
        return self.cleaned_data["text"]
