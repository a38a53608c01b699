"""Three questions on a phone, in its language; each may be left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.sessions.raising import LONGEST_QUESTION
from community.sessions.survey.choices import Ease, Usefulness
from community.sessions.survey.wording import Words
from resources.feedback.forms import PlainField

MEASURES = ("before", "after", "useful")


class SurveyForm(forms.Form):
    before = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    after = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    useful = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    question = PlainField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words["survey"]
        for name in self.fields:
            self.fields[name].label = self.words[name]
        self.fields["question"].help_text = self.words["question_hint"]
        ease = list(zip(Ease.values, self.words["ease"], strict=True))
        self.fields["before"].choices = self.fields["after"].choices = ease
        self.fields["useful"].choices = list(
            zip(Usefulness.values, self.words["usefulness"], strict=True)
        )

    def clean_question(self) -> str:
        if len(self.cleaned_data["question"]) > LONGEST_QUESTION:
            raise ValidationError(self.words["long"])
        return self.cleaned_data["question"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(self.words["empty"])
        return cleaned

    def measures(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in MEASURES}
