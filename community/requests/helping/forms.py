"""What a parent says to be helped: as little as will do."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.feedback.forms import PlainField
from resources.feedback.protection import TRAP
from resources.vocabularies.models import Term, Theme, Vocabulary

PHONE = re.compile(r"\+?\d{9,15}")


class PlaceForm(forms.Form):
    commune = forms.CharField(
        label=gettext_lazy("Votre commune ou votre code postal"),
        required=False,
        max_length=60,
    )

    def asked(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("commune", "")


class HelpForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    theme = forms.ModelChoiceField(
        label=gettext_lazy("À quel sujet ?"),
        queryset=Theme.objects.top().in_use(),
        required=False,
        empty_label=gettext_lazy("Je ne sais pas encore"),
    )
    language = forms.ModelChoiceField(
        label=gettext_lazy("Dans quelle langue ?"),
        queryset=Term.objects.of(Vocabulary.LANGUAGE).exclude(slug="fr"),
        required=False,
        empty_label=gettext_lazy("En français"),
    )
    first_name = PlainField(label=gettext_lazy("Votre prénom"), required=False)
    reach = PlainField(
        label=gettext_lazy("Votre téléphone ou votre e-mail"),
        help_text=gettext_lazy("Pour vous répondre, rien d’autre."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        trap = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        self.fields[TRAP] = forms.CharField(
            label=_("Ne rien écrire ici"), required=False, widget=trap
        )

    def clean_first_name(self) -> str:
        if len(self.cleaned_data["first_name"]) > 40:
            raise ValidationError(_("40 caractères au plus."))
        return self.cleaned_data["first_name"]

    def clean_reach(self) -> str:
        """Return « 0612345678 » for « 06 12 34 56 78 », an address as it is."""
        said = self.cleaned_data["reach"]
        if "@" in said:
            validate_email(said)
            return said
        digits = re.sub(r"[\s./()–-]", "", said)
        if not digits.isascii() or not PHONE.fullmatch(digits):
            raise ValidationError(
                _("Écrivez un numéro comme 06 12 34 56 78, ou une adresse e-mail.")
            )
        return digits

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(TRAP):
            raise ValidationError(
                _("Un champ caché, qui doit rester vide, était rempli. Recommencez.")
            )
        return cleaned
