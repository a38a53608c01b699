"""What narrows the desk's lists of what schools asked for or lived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.schools.finding import named
from resources.feedback.forms import PlainField


class TerritoryFilter(forms.Form):
    """One of the visitor's own territories."""

    territoire = forms.ModelChoiceField(
        label=_("Territoire"),
        queryset=None,
        required=False,
        empty_label=_("Tous les miens"),
    )

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data)
        self.fields["territoire"].queryset = territories


class DeskFilter(TerritoryFilter):
    """A state among `states`, a territory, and words of the school's name or city."""

    states: list[tuple[str, Any]] = []
    territory = "school__territory"

    etat = forms.ChoiceField(label=_("État"), required=False)
    q = PlainField(label=_("École ou ville"), required=False)
    field_order = ["etat", "territoire", "q"]

    def __init__(self, data: Any, territories: Any) -> None:
        super().__init__(data, territories)
        self.fields["etat"].choices = self.states

    def apply(self, rows: Any) -> Any:
        """Narrow `rows`; a value that means nothing filters nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if territory := asked.get("territoire"):
            rows = rows.filter(**{self.territory: territory})
        if text := asked.get("q", ""):
            rows = rows.filter(named(text, "school__"))
        return self.in_state(rows, asked.get("etat", ""))

    def in_state(self, rows: Any, state: str) -> Any:
        """Keep the rows of one of `states`; "" keeps all."""
        raise NotImplementedError
