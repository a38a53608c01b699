"""A school asks for a workshop, in two minutes: signed in, or with an address."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.requests.choices import Equipment
from community.requests.models import SessionRequest
from community.requests.proving import DIGITS
from community.requests.wishes import MOST_DATES
from mentors.profiles.choices import SLOTS, slot_label
from resources.feedback.forms import PlainField
from resources.feedback.protection import TRAP
from resources.vocabularies.models import Term, Theme, Vocabulary

LONGEST_NEED = 500
FURTHEST_DAYS = 365
DATE_FIELDS = [f"date_{n}" for n in range(1, MOST_DATES + 1)]
DATE_LABELS = [
    gettext_lazy("Une date qui vous arrange"),
    gettext_lazy("Ou celle-ci"),
    gettext_lazy("Ou encore"),
]


class RequestForm(forms.ModelForm):
    """The wish itself. `key` is drawn with the page: sent twice, it is one request."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    need = PlainField(
        label=gettext_lazy("En une phrase, ce qui vous préoccupe"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("De quoi voudriez-vous parler ?"),
        queryset=Theme.objects.top().in_use(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Sans choix, nous proposerons."),
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Quand les parents peuvent-ils venir ?"),
        choices=[(slot, slot_label(slot)) for slot in SLOTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Faut-il parler une autre langue ?"),
        queryset=Term.objects.of(Vocabulary.LANGUAGE).exclude(slug="fr"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Chaque langue cochée sera exigée : cochez-en peu."),
    )
    equipment = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que vous avez sur place"),
        choices=Equipment.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SessionRequest
        fields = [
            "need",
            "themes",
            "expected_people",
            "slots",
            "languages",
            "equipment",
            "audience",
            "mentors_wanted",
        ]
        labels = {
            "audience": gettext_lazy("Qui viendra ?"),
            "mentors_wanted": gettext_lazy("Combien de parents ressources ?"),
            "expected_people": gettext_lazy("Combien de parents attendez-vous ?"),
        }
        widgets = {
            "audience": forms.RadioSelect,
            "mentors_wanted": forms.NumberInput(
                attrs={"min": 1, "max": 5, "inputmode": "numeric", "data-stepper": ""}
            ),
            "expected_people": forms.NumberInput(
                attrs={"min": 1, "max": 500, "inputmode": "numeric"}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who says nothing of these wants what most want.
        for name, usual in (("audience", "parents"), ("mentors_wanted", 1)):
            self.fields[name].required = False
            self.fields[name].initial = usual
        self.fields["key"].initial = uuid.uuid4
        for name, label in zip(DATE_FIELDS, DATE_LABELS, strict=True):
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=widget
            )

    def clean_need(self) -> str:
        need = self.cleaned_data["need"]
        if len(need) > LONGEST_NEED:
            raise ValidationError(_("500 caractères au plus."))
        return need

    def clean_expected_people(self) -> int | None:
        people = self.cleaned_data["expected_people"]
        if people is not None and not 1 <= people <= 500:
            raise ValidationError(_("De 1 à 500 personnes."))
        return people

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or "parents"

    def clean_mentors_wanted(self) -> int:
        wanted = self.cleaned_data["mentors_wanted"]
        return 1 if wanted is None else wanted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        today = timezone.localdate()
        last = today + dt.timedelta(days=FURTHEST_DAYS)
        for name in DATE_FIELDS:
            day = cleaned.get(name)
            if day and not today < day <= last:
                self.add_error(name, _("Choisissez un jour à venir, d’ici un an."))
        return cleaned

    def wishes(self) -> dict[str, Any]:
        """The columns of the request, lists of other tables apart."""
        names = ["need", "slots", "equipment", "audience", "mentors_wanted"]
        values = {name: self.cleaned_data[name] for name in names}
        days = {self.cleaned_data.get(name) for name in DATE_FIELDS} - {None}
        return values | {
            "expected_people": self.cleaned_data["expected_people"],
            "dates": [day.isoformat() for day in sorted(days)],
        }


class PublicRequestForm(RequestForm):
    """The same, and who asks: no account, an address that will be confirmed."""

    contact_name = PlainField(label=gettext_lazy("Votre nom"))
    contact_role = PlainField(
        label=gettext_lazy("Votre fonction"),
        help_text=gettext_lazy("Par exemple : directrice, professeur, CPE."),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Votre e-mail professionnel"),
        help_text=gettext_lazy(
            "Vous y recevez un code de six chiffres, puis notre réponse."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].required = True
        trap = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        self.fields[TRAP] = forms.CharField(
            label=_("Ne rien écrire ici"), required=False, widget=trap
        )
        self.fields["contact_name"].widget.attrs["autocomplete"] = "name"

    def clean_contact_name(self) -> str:
        return self._short("contact_name")

    def clean_contact_role(self) -> str:
        return self._short("contact_role")

    def _short(self, name: str) -> str:
        if len(self.cleaned_data[name]) > 80:
            raise ValidationError(_("80 caractères au plus."))
        return self.cleaned_data[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get(TRAP):
            raise ValidationError(
                _("Un champ caché, qui doit rester vide, était rempli. Recommencez.")
            )
        return cleaned


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Le code de six chiffres"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )

    def clean_code(self) -> str:
        digits = "".join(c for c in self.cleaned_data["code"] if c not in " .-\u00a0")
        if len(digits) != DIGITS or not digits.isascii() or not digits.isdecimal():
            raise ValidationError(_("Le code a six chiffres, comme 012 345."))
        return digits


class SchoolSearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Nom de l’école, commune, code postal ou UAI"),
        required=False,
        max_length=80,
    )

    def asked(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")
