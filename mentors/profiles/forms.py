"""The questions of the application and of the profile, one form a step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.profiles.charter import current_text
from mentors.profiles.choices import (
    APPLYING_STATUSES,
    SLOTS,
    Contact,
    Training,
    slot_label,
)
from mentors.profiles.models import Mentor
from mentors.profiles.phones import LONGEST_TYPED, shown, to_e164
from mentors.profiles.widgets import SlotGrid
from resources.sanitiser import plain_text
from resources.vocabularies.models import Term, Theme, Vocabulary


class StepForm(forms.ModelForm):
    """One step; it saves on its own, so an application can be resumed.

    `body` is the template that draws it, when the fields one below the other are not
    enough.
    """

    body = ""

    def save(self, commit: bool = True) -> Mentor:
        """Write this step's answers alone: a decision taken meanwhile stays."""
        mentor = super().save(commit=False)
        if commit:
            own = [f.name for f in mentor._meta.fields if f.name in self.cleaned_data]
            mentor.save(update_fields=[*own, "last_activity_at"])
            self.save_m2m()
        return mentor


class WhoForm(StepForm):
    first_name = forms.CharField(
        label=_("Votre prénom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Votre nom"),
        max_length=80,
        help_text=_("Les écoles ne voient que l’initiale."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    phone = forms.CharField(
        label=_("Votre téléphone"),
        required=False,
        max_length=LONGEST_TYPED,
        help_text=_("Montré à une école seulement quand vous avez dit oui tous deux."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = Mentor
        fields = ["phone", "contact_preference"]
        labels = {"contact_preference": _("Comment préférez-vous être contacté ?")}
        widgets = {"contact_preference": forms.RadioSelect}

    def __init__(self, *args: Any, instance: Mentor, **kwargs: Any) -> None:
        own = {
            "first_name": instance.user.first_name,
            "last_name": instance.user.last_name,
            "phone": shown(instance.phone),
        }
        kwargs["initial"] = own | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return to_e164(typed) if typed else ""
        except ValueError:
            raise forms.ValidationError(
                _(
                    "Un numéro a dix chiffres, comme dans 06 12 34 56 78. De "
                    "l’étranger, commencez par + et l’indicatif du pays."
                )
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wants_calls = cleaned.get("contact_preference") == Contact.PHONE
        if wants_calls and not cleaned.get("phone", "?"):
            self.add_error("phone", _("Pour vous appeler, il nous faut un numéro."))
        return cleaned

    def save(self, commit: bool = True) -> Mentor:
        user = self.instance.user
        user.first_name = plain_text(self.cleaned_data["first_name"], 80)
        user.last_name = plain_text(self.cleaned_data["last_name"], 80)
        user.save(update_fields=["first_name", "last_name"])
        return super().save(commit)


class WhenForm(StepForm):
    slots = forms.MultipleChoiceField(
        label=_("Quand êtes-vous disponible ?"),
        choices=[(slot, slot_label(slot)) for slot in SLOTS],
        widget=SlotGrid,
        help_text=_("Cochez tout ce qui va, même rarement."),
    )

    class Meta:
        model = Mentor
        fields = ["slots", "max_schools"]
        labels = {"max_schools": _("Combien d’écoles à la fois, au plus ?")}
        widgets = {
            "max_schools": forms.NumberInput(
                attrs={"min": 1, "max": 5, "inputmode": "numeric", "data-stepper": ""}
            )
        }


class WhatForm(StepForm):
    themes = forms.ModelMultipleChoiceField(
        label=_("De quoi aimeriez-vous parler ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.ModelMultipleChoiceField(
        label=_("Quelles langues parlez-vous ?"),
        queryset=Term.objects.of(Vocabulary.LANGUAGE),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Mentor
        fields = ["themes", "languages", "experience", "training", "wants_buddy"]
        labels = {
            "experience": _("Avez-vous déjà animé ?"),
            "training": _("Avez-vous suivi notre formation ?"),
            "wants_buddy": _("J’aimerais être accompagné la première fois"),
        }
        help_texts = {
            "training": _("Sinon, la coordination vous propose une date. Rien à payer.")
        }
        widgets = {"experience": forms.RadioSelect, "training": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Once decided upon, training is the coordination's to change.
        if self.instance.status not in APPLYING_STATUSES:
            del self.fields["training"]
        else:
            self.fields["training"].required = False

    def clean_training(self) -> str:
        return self.cleaned_data["training"] or Training.NONE


class CharterForm(StepForm):
    body = "mentors/_step_charter.html"
    promises = staticmethod(current_text)
    accepts = forms.BooleanField(
        label=_("J’ai lu la charte et je l’accepte"),
        error_messages={
            "required": _("Sans la charte, nous ne pouvons pas aller plus loin.")
        },
    )

    class Meta:
        model = Mentor
        fields: list[str] = []
