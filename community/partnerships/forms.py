"""Forms of the desk: the agreement, its signatories, paper, cancelling."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.partnerships.models import Partnership
from community.partnerships.scans import checked_scan
from community.partnerships.signatories import Signatory
from community.partnerships.transitions import next_reference
from community.schools.models import School
from resources.models import Territory
from resources.sanitiser import plain_text

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_UAIS = 12_000  # characters: more than a thousand schools


def one_line(text: str, limit: int) -> str:
    return " ".join(plain_text(text, limit).split())


class VoidingForm(forms.Form):
    """A change to an agreement: says first what it does to the signatures given.

    `seen` is the version that was on the screen: somebody else's change since then
    is not overwritten.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    void_ok = forms.BooleanField(label="")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership = partnership
        self.fields["seen"].initial = partnership.version
        self.voids = partnership.signatories.exclude(signed_at=None).count()
        if self.voids:
            self.order_fields([*(n for n in self.fields if n != "void_ok"), "void_ok"])
            self.fields["void_ok"].label = ngettext(
                "J’ai compris : la signature déjà donnée sera annulée, et la personne "
                "prévenue par e-mail",
                "J’ai compris : les %(count)s signatures déjà données seront annulées, "
                "et les personnes prévenues par e-mail",
                self.voids,
            ) % {"count": self.voids}
        else:
            del self.fields["void_ok"]


class PartnershipForm(forms.ModelForm):
    class Meta:
        model = Partnership
        fields = [
            "kind",
            "partner_name",
            "partner_type",
            "starts_on",
            "ends_on",
            "in_order",
        ]
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def clean_partner_name(self) -> str:
        return one_line(self.cleaned_data["partner_name"], 160)


class EditForm(VoidingForm, PartnershipForm):
    pass


class CreateForm(PartnershipForm):
    uais = forms.CharField(
        label=gettext_lazy("Établissements couverts"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Un UAI par ligne, comme 0021234A. Ou plus tard, en cherchant."
        ),
        required=False,
        max_length=MOST_UAIS,
    )

    class Meta(PartnershipForm.Meta):
        fields = ["territory", "reference", *PartnershipForm.Meta.fields]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territories = Territory.objects.for_user(user).in_programme()
        self.fields["territory"].queryset = territories
        if len(territories) == 1:
            self.fields["territory"].initial = territories[0]
        self.fields["reference"].required = False
        self.fields["reference"].help_text = _("Laissée vide, elle est numérotée.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        territory = cleaned.get("territory")
        if (
            territory
            and not cleaned.get("reference")
            and "reference" not in self.errors
        ):
            cleaned["reference"] = next_reference(territory.pk)
        wanted = set(cleaned.get("uais", "").upper().split())
        schools = School.objects.filter(uai__in=wanted, territory=territory)
        if missing := wanted - set(schools.values_list("uai", flat=True)):
            self.add_error(
                "uais",
                _("Inconnus dans ce territoire : %(uais)s.")
                % {"uais": ", ".join(sorted(missing)[:5])},
            )
        cleaned["schools"] = schools
        return cleaned


class SignatoryForm(VoidingForm, forms.ModelForm):
    class Meta:
        model = Signatory
        fields = ["name", "role", "email", "position"]
        help_texts = {
            "email": gettext_lazy("Sans adresse, la personne signe sur papier."),
            "role": gettext_lazy("Par exemple : maire, directrice, présidente."),
            "position": gettext_lazy("Compte seulement si l’on signe dans l’ordre."),
        }

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"], 120)

    def clean_role(self) -> str:
        return one_line(self.cleaned_data["role"], 80)


class SchoolsForm(VoidingForm):
    """Which schools to add or remove; the view knows which may be."""


class PaperForm(forms.Form):
    scan = forms.FileField(
        label=gettext_lazy("Scan ou photo de la page signée"),
        help_text=gettext_lazy("PDF, JPEG ou PNG, 10 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    signed_on = forms.DateField(
        label=gettext_lazy("Signée le"), widget=DAY, initial=timezone.localdate
    )

    def clean_scan(self) -> Any:
        return checked_scan(self.cleaned_data["scan"])

    def clean_signed_on(self) -> dt.date:
        day = self.cleaned_data["signed_on"]
        today = timezone.localdate()
        if not today - dt.timedelta(days=730) <= day <= today:
            raise forms.ValidationError(
                _("Une date passée, il y a moins de deux ans, s’il vous plaît.")
            )
        return day


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi l’annuler ?"),
        help_text=gettext_lazy("Les signataires sollicités liront ces mots."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )

    def clean_reason(self) -> str:
        return one_line(self.cleaned_data["reason"], 300)
