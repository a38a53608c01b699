"""A school asks for a workshop, in two minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.requests.models import SessionRequest
from mentors.profiles.choices import SLOTS, slot_label
from resources.sanitiser import plain_text
from resources.vocabularies.models import Term, Theme, Vocabulary


class RequestForm(forms.ModelForm):
    themes = forms.ModelMultipleChoiceField(
        label=_("De quoi voudriez-vous parler ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sans choix, nous proposerons."),
    )
    slots = forms.MultipleChoiceField(
        label=_("Quand les parents peuvent-ils venir ?"),
        choices=[(slot, slot_label(slot)) for slot in SLOTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.ModelMultipleChoiceField(
        label=_("Faut-il parler une autre langue ?"),
        queryset=Term.objects.of(Vocabulary.LANGUAGE).exclude(slug="fr"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Chaque langue cochée sera exigée : cochez-en peu."),
    )

    class Meta:
        model = SessionRequest
        fields = [
            "need",
            "themes",
            "slots",
            "languages",
            "mentors_wanted",
            "expected_people",
        ]
        labels = {"need": _("En une phrase, ce qui vous préoccupe (facultatif)")}
        widgets = {"need": forms.Textarea(attrs={"rows": 3})}

    def clean_need(self) -> str:
        return plain_text(self.cleaned_data["need"], 500)

    def save_for(self, school: Any, author: Any) -> SessionRequest:
        self.instance.school, self.instance.author = school, author
        return self.save()
