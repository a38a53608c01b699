"""Correcting a school by hand: what is corrected stays so, whatever is imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.log_actions import log

from community.schools.models import School
from community.schools.views import school_or_404
from mentors.access import CoordinatorMixin
from resources.sanitiser import plain_text

# Fields that no file fills need no protection from imports.
OURS = {"ent", "opted_out"}


class SchoolForm(forms.ModelForm):
    website = forms.URLField(
        label=gettext_lazy("Site"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )

    class Meta:
        model = School
        fields = [
            "name",
            "address",
            "postal_code",
            "city",
            "phone",
            "email",
            "website",
            "ent",
            "opted_out",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("name", "address", "city", "ent"):
            if name in cleaned:
                most = School._meta.get_field(name).max_length
                cleaned[name] = plain_text(cleaned[name], most)
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Écrivez le nom de l’établissement."))
        return cleaned


class SchoolEditView(CoordinatorMixin, FormView):
    template_name = "community/schools/edit.html"
    form_class = SchoolForm

    def get_form_kwargs(self) -> dict[str, Any]:
        self.school = school_or_404(self.request.user, self.kwargs["uai"])
        return super().get_form_kwargs() | {"instance": self.school}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"school": self.school}

    def form_valid(self, form: SchoolForm) -> HttpResponse:
        changed = set(form.changed_data)
        with transaction.atomic():
            # An import may have written since the form was shown: only what the
            # person changed is saved.
            held = School.objects.select_for_update().get(pk=self.school.pk)
            for name in changed:
                setattr(held, name, form.cleaned_data[name])
            held.keep(*(changed - OURS))
            held.save(update_fields=[*changed, "edited_fields"])
            if changed:
                data = {"fields": sorted(changed)}
                log(held, "schools.edit", user=self.request.user, data=data)
        messages.success(self.request, _("C’est noté. Aucun import n’y touchera."))
        return redirect("schools:detail", uai=self.school.uai)
