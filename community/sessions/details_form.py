"""The part of the form that nobody has to fill: resources, vocabularies, a quote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.sessions.details import (
    LONGEST_QUOTE,
    MOST_MINUTES,
    QUESTIONS,
    QUOTE_CONSENT,
    QUOTE_TERMS,
    VOCABULARIES,
)
from community.sessions.likely import likely_by_theme, usable_resources
from resources.feedback.forms import PlainField
from resources.models import ResourcePage
from resources.request_values import numbers
from resources.vocabularies.models import Term


def _minutes(label: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric"}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs=attrs),
    )


class DetailsForm(forms.ModelForm):
    resources = forms.ModelMultipleChoiceField(
        label=_("Qu’avez-vous montré de la bibliothèque ?"),
        queryset=ResourcePage.objects.none(),
        required=False,
    )
    terms = forms.ModelMultipleChoiceField(
        label=_("Précisions"), queryset=Term.objects.none(), required=False
    )
    preparation_minutes = _minutes(_("Préparer, en minutes"))
    travel_minutes = _minutes(_("Aller et revenir, en minutes"))
    quote = PlainField(
        label=_("Ce qu’une personne a dit"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_QUOTE}),
        help_text=_("Une phrase, telle quelle, sans nom."),
    )
    quote_consent = forms.BooleanField(label=QUOTE_CONSENT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = Term.objects.filter(vocabulary__in=VOCABULARIES, is_retired=False)
        self.fields["terms"].queryset = in_use
        self.fields["resources"].queryset = usable_resources()

    @cached_property
    def likely(self) -> list[tuple[Any, list[tuple[int, str, bool]]]]:
        """Resources by theme, as (key, title, is chosen); then what else was chosen."""
        chosen = {
            str(getattr(one, "pk", one)) for one in self["resources"].value() or []
        }
        by_theme, groups = likely_by_theme(), []
        for theme in self.fields["themes"].queryset:
            pages = by_theme.get(theme.pk, [])
            shown = [(pk, title, str(pk) in chosen) for pk, title in pages]
            chosen -= {str(pk) for pk, _title in pages}
            if shown:
                groups.append((theme, shown))
        keys = numbers(chosen)
        if others := usable_resources().filter(pk__in=keys) if keys else []:
            groups.append((None, [(one.pk, one.title, True) for one in others]))
        return groups

    @cached_property
    def questions_asked(self) -> dict[str, tuple[Any, list[tuple[Term, bool]]]]:
        """Return {question: (legend, [(value, is chosen)])}, in one query."""
        chosen = {str(getattr(one, "pk", one)) for one in self["terms"].value() or []}
        terms = list(self.fields["terms"].queryset)
        return {
            name: (
                legend,
                [(t, str(t.pk) in chosen) for t in terms if t.vocabulary == vocabulary],
            )
            for name, (vocabulary, legend) in QUESTIONS.items()
        }

    def clean_quote(self) -> str:
        quote = " ".join(self.cleaned_data["quote"].split())
        if len(quote) > LONGEST_QUOTE:
            raise forms.ValidationError(
                _("%(most)s caractères au plus.") % {"most": LONGEST_QUOTE}
            )
        return quote

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        agreed = cleaned.get("quote_consent")
        cleaned["quote_terms"] = QUOTE_TERMS if cleaned.get("quote") and agreed else ""
        if cleaned.get("quote") and not agreed:
            self.add_error(
                "quote_consent", _("Sans son accord, cette phrase n’est pas gardée.")
            )
        return cleaned
