"""The application and the profile: the same questions, in four short steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.communes.models import Commune
from mentors.communes.search import find_communes
from mentors.profiles.choices import SLOTS, slot_label
from mentors.profiles.models import Mentor
from resources.sanitiser import plain_text
from resources.vocabularies.models import Term, Theme, Vocabulary


class StepForm(forms.ModelForm):
    """One step; it saves on its own, so an application can be resumed."""


class WhoForm(StepForm):
    first_name = forms.CharField(label=_("Votre prénom"), max_length=80)
    last_name = forms.CharField(
        label=_("Votre nom"),
        max_length=80,
        help_text=_("Les écoles ne voient que l’initiale."),
    )

    class Meta:
        model = Mentor
        fields = ["phone", "contact_preference"]
        labels = {
            "phone": _("Votre téléphone (facultatif)"),
            "contact_preference": _("Comment préférez-vous être contacté ?"),
        }
        help_texts = {
            "phone": _(
                "Montré à une école seulement quand vous avez dit oui tous deux."
            )
        }
        widgets = {
            "contact_preference": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, instance: Mentor, **kwargs: Any) -> None:
        own = {
            "first_name": instance.user.first_name,
            "last_name": instance.user.last_name,
        }
        kwargs["initial"] = own | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)

    def clean_phone(self) -> str:
        phone = "".join(c for c in self.cleaned_data["phone"] if c not in " .-")
        if phone and not (phone.lstrip("+").isdecimal() and 9 <= len(phone) <= 16):
            raise forms.ValidationError(
                _("Un numéro a dix chiffres, comme dans 06 12 34 56 78.")
            )
        return phone

    def save(self, commit: bool = True) -> Mentor:
        user = self.instance.user
        user.first_name = plain_text(self.cleaned_data["first_name"], 80)
        user.last_name = plain_text(self.cleaned_data["last_name"], 80)
        user.save(update_fields=["first_name", "last_name"])
        return super().save(commit)


class WhereForm(StepForm):
    """The commune is typed, then chosen among those that answer; no street is asked."""

    place = forms.CharField(
        label=_("Votre commune ou votre code postal"),
        max_length=60,
        help_text=_("Jamais votre adresse : la commune suffit."),
    )

    class Meta:
        model = Mentor
        fields = ["commune", "radius_km", "remote"]
        labels = {
            "radius_km": _("Jusqu’à combien de kilomètres ?"),
            "remote": _("Je peux aussi animer en visio"),
        }
        widgets = {
            "commune": forms.RadioSelect,
            "radius_km": forms.NumberInput(
                attrs={"min": 1, "max": 50, "inputmode": "numeric"}
            ),
        }

    def __init__(self, *args: Any, instance: Mentor, **kwargs: Any) -> None:
        if instance.commune_id and not args and not kwargs.get("data"):
            kwargs["initial"] = {"place": instance.commune.name} | (
                kwargs.get("initial") or {}
            )
        super().__init__(*args, instance=instance, **kwargs)
        place = self.data.get("place") or self.initial.get("place", "")
        found = find_communes(str(place))
        self.fields["commune"].queryset = Commune.objects.filter(
            pk__in=[commune.pk for commune in found]
        )
        self.fields["commune"].required = False
        self.fields["commune"].empty_label = None
        self.fields["commune"].label = _("Laquelle est la vôtre ?")
        self.fields["commune"].label_from_instance = _commune_label
        self.found = found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("commune"):
            return cleaned
        if len(self.found) == 1:
            cleaned["commune"] = self.found[0]
        elif self.found:
            self.add_error("commune", _("Plusieurs communes répondent : choisissez."))
        elif cleaned.get("place"):
            self.add_error(
                "place",
                _("Nous ne trouvons pas cette commune. Essayez le code postal."),
            )
        return cleaned

    @property
    def has_choice(self) -> bool:
        return len(self.found) > 1


def _commune_label(commune: Commune) -> str:
    return f"{commune.name} ({commune.postal_codes.split('|')[0]})"


class WhenForm(StepForm):
    slots = forms.MultipleChoiceField(
        label=_("Quand êtes-vous disponible ?"),
        choices=[(slot, slot_label(slot)) for slot in SLOTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Cochez tout ce qui va, même rarement."),
    )

    class Meta:
        model = Mentor
        fields = ["slots", "max_schools"]
        labels = {"max_schools": _("Combien d’écoles à la fois, au plus ?")}
        widgets = {"max_schools": forms.NumberInput(attrs={"min": 1, "max": 5})}


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
        fields = ["themes", "languages", "experience", "wants_buddy"]
        labels = {
            "experience": _("Avez-vous déjà animé ?"),
            "wants_buddy": _("J’aimerais être accompagné la première fois"),
        }
        widgets = {"experience": forms.RadioSelect}


class CharterForm(StepForm):
    accepts = forms.BooleanField(
        label=_("J’ai lu la charte et je l’accepte"),
        error_messages={
            "required": _("Sans la charte, nous ne pouvons pas aller plus loin.")
        },
    )

    class Meta:
        model = Mentor
        fields: list[str] = []


STEPS: dict[str, tuple[Any, type[StepForm]]] = {
    "vous": (_("Vous"), WhoForm),
    "lieu": (_("Votre secteur"), WhereForm),
    "disponibilites": (_("Vos disponibilités"), WhenForm),
    "envies": (_("Vos envies"), WhatForm),
    "charte": (_("La charte"), CharterForm),
}
