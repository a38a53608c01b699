"""What a signatory may answer: sign, refuse with a reason, hand it to somebody else."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.partnerships.forms import one_line
from community.partnerships.signatories import Signatory


def _words(name: str) -> set[str]:
    """The words of a name, without accents or case; initials do not count."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return {word for word in re.findall(r"\w+", plain) if len(word) > 1}


class AnswerForm(forms.Form):
    action = ""

    def __init__(self, *args: Any, signatory: Signatory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signatory = signatory


class SigningForm(AnswerForm):
    action = "sign"
    # The fingerprint of the text on the page: what is signed is what was shown.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agree = forms.BooleanField(
        label=gettext_lazy("J’ai lu ce texte et je l’approuve"),
        error_messages={
            "required": gettext_lazy("Cochez cette case si vous approuvez le texte.")
        },
    )
    typed_name = forms.CharField(
        label=gettext_lazy("Votre nom, en guise de signature"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.signatory.partnership.text_sha256

    def clean_typed_name(self) -> str:
        name = one_line(self.cleaned_data["typed_name"], 120)
        expected = _words(self.signatory.name)
        if expected and not expected & _words(name):
            raise forms.ValidationError(
                _(
                    "Ce n’est pas le nom attendu (%(name)s). Si quelqu’un d’autre "
                    "signe, confiez-lui d’abord la signature."
                )
                % {"name": self.signatory.name}
            )
        return name


class RefuseForm(AnswerForm):
    action = "refuse"
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ne pas signer ?"),
        help_text=gettext_lazy("La coordination lira ces mots."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )

    def clean_reason(self) -> str:
        reason = one_line(self.cleaned_data["reason"], 300)
        if not reason:
            raise forms.ValidationError(_("Dites-le en quelques mots."))
        return reason


class DelegateForm(AnswerForm):
    action = "delegate"
    name = forms.CharField(
        label=gettext_lazy("Nom de la personne"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.CharField(
        label=gettext_lazy("Sa fonction"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Son adresse e-mail"),
        help_text=gettext_lazy("Elle recevra son propre lien ; le vôtre se ferme."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"], 120)
        if not name:
            raise forms.ValidationError(_("Écrivez son nom."))
        return name

    def clean_role(self) -> str:
        return one_line(self.cleaned_data["role"], 80)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.casefold() == self.signatory.email.casefold():
            raise forms.ValidationError(_("C’est votre propre adresse."))
        return email


ANSWERS = (SigningForm, RefuseForm, DelegateForm)
