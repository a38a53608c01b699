"""What is said with a no, by a mentor or by a school: nothing is required."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.matching.choices import DeclineKind
from resources.feedback.forms import PlainField


class TurnDownForm(forms.Form):
    """What a school says with a no: nothing is required."""

    reason = PlainField(
        label=_("Voulez-vous dire pourquoi ?"),
        required=False,
        max_length=300,
        help_text=_("Seule la coordination le lit."),
    )


class DeclineForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Pourquoi ?"),
        required=False,
        choices=[(kind.value, capfirst(kind.label)) for kind in DeclineKind],
        widget=forms.RadioSelect,
        help_text=_("Un mot nous aide à mieux proposer. Rien n’est obligatoire."),
    )
    reason = PlainField(
        label=_("Voulez-vous ajouter quelque chose ?"),
        required=False,
        max_length=300,
        help_text=_("Seule la coordination le lit."),
    )
    wants_another = forms.BooleanField(
        label=_("Proposez-moi une autre école"), required=False
    )

    @property
    def why(self) -> dict[str, Any]:
        """What `decline` takes, once valid."""
        data = self.cleaned_data
        return data | {"kind": data["kind"] or DeclineKind.OTHER}
