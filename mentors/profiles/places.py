"""Where a mentor goes: a commune, never a street, and how far from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.communes.models import Commune
from mentors.communes.search import find_communes, label
from mentors.profiles.forms import StepForm
from mentors.profiles.models import Mentor
from mentors.profiles.reach import Reach, reach_of
from resources.combobox import Combobox


class WhereForm(StepForm):
    """The commune is typed or picked; when several answer, one is chosen."""

    body = "mentors/_step_where.html"
    place = forms.CharField(
        label=_("Votre commune ou votre code postal"),
        max_length=80,
        help_text=_("Jamais votre adresse : la commune suffit."),
        widget=Combobox("communes:suggestions"),
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
                attrs={
                    "min": 1,
                    "max": 50,
                    "inputmode": "numeric",
                    "data-stepper": "",
                }
            ),
        }

    def __init__(self, *args: Any, instance: Mentor, **kwargs: Any) -> None:
        if instance.commune_id:
            own = {"place": label(instance.commune)}
            kwargs["initial"] = own | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)
        place = self.data.get("place") or self.initial.get("place", "")
        self.found = find_communes(str(place).replace("\0", ""))
        field = self.fields["commune"]
        field.queryset = Commune.objects.filter(pk__in=[one.pk for one in self.found])
        field.required, field.empty_label = False, None
        field.label, field.label_from_instance = _("Laquelle est la vôtre ?"), label

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

    @property
    def reach(self) -> Reach | None:
        """What lies within the radius as it is asked now; None while it is wrong."""
        if not self.is_bound:
            return reach_of(self.instance.commune, self.instance.radius_km)
        if self.errors:
            return None
        return reach_of(self.cleaned_data["commune"], self.cleaned_data["radius_km"])
