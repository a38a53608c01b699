"""A step of the application: the schools of one's own children, and whether to avoid
them. Optional and private: no school, and no coordinator, reads it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.schools.finding import find_schools, label
from community.schools.models import ChildSchool, School
from mentors.profiles.forms import StepForm
from mentors.profiles.models import Mentor
from mentors.profiles.steps import Step
from resources.combobox import Combobox

MOST_CHILD_SCHOOLS = 6
MOST_NAMED = 3


class ChildrenForm(StepForm):
    """Keep some of the schools already named, and add one at a time."""

    kept = forms.ModelMultipleChoiceField(
        label=_("Leurs écoles"),
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-list": ""}),
        help_text=_("Décochez une école pour la retirer."),
    )
    school = forms.CharField(
        label=_("Ajouter l’école d’un de vos enfants"),
        required=False,
        max_length=120,
        help_text=_("Le nom et la ville, ou le numéro UAI. Personne ne le verra."),
        widget=Combobox("school:suggestions"),
    )

    class Meta:
        model = Mentor
        fields = ["avoid_own_schools"]
        labels = {"avoid_own_schools": _("Je préfère ne pas animer dans ces écoles")}

    def __init__(self, *args: Any, instance: Mentor, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        own = School.objects.none()
        if instance.pk:
            own = School.objects.filter(pk__in=instance.child_schools.values("school"))
        self.fields["kept"].queryset = own
        self.initial["kept"] = list(own.values_list("pk", flat=True))
        if not self.initial["kept"]:
            del self.fields["kept"]

    def clean_school(self) -> School | None:
        typed = self.cleaned_data["school"]
        found = find_schools(typed)[:MOST_NAMED] if typed else []
        if typed and not found:
            raise forms.ValidationError(
                _("Nous ne trouvons pas cette école. Ajoutez sa ville.")
            )
        if len(found) > 1:
            names = " ; ".join(label(one) for one in found)
            raise forms.ValidationError(
                _("Plusieurs écoles répondent : %(names)s. Recopiez la bonne.")
                % {"names": names}
            )
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        schools = {*cleaned.get("kept", ()), cleaned.get("school")} - {None}
        if len(schools) > MOST_CHILD_SCHOOLS:
            self.add_error("school", _("Six écoles suffisent."))
        self.schools = schools
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Mentor:
        mentor = super().save(commit)
        mentor.child_schools.exclude(school__in=self.schools).delete()
        for school in self.schools:
            ChildSchool.objects.get_or_create(mentor=mentor, school=school)
        return mentor


def has_told(mentor: Mentor) -> bool:
    return bool(mentor.pk) and mentor.child_schools.exists()


CHILDREN = Step(_("Vos enfants (facultatif)"), ChildrenForm, has_told, is_optional=True)
