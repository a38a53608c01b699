"""The import as a screen: look first, then import, for national leads only.

A directory crosses territories, so a coordinator of one of them may not bring it in.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from community.schools.importing.reading import FileRefused, read_rows
from community.schools.importing.writing import Report, import_schools
from mentors.access import CoordinatorMixin

MOST_BYTES = 60_000_000


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier de l’annuaire"),
        help_text=_("CSV, CSV compressé ou JSON de l’annuaire de l’éducation."),
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 60 Mo."))
        return self.cleaned_data["file"]

    def run(self, *, dry_run: bool) -> Report | None:
        """Import, or try; a refused file becomes an error of the form."""
        try:
            rows = read_rows(self.cleaned_data["file"].read())
            return import_schools(rows, dry_run=dry_run)
        except FileRefused as error:
            self.add_error("file", str(error))
            return None


class ImportView(CoordinatorMixin, FormView):
    template_name = "community/schools/import.html"
    form_class = ImportForm

    def check_access(self, request: HttpRequest) -> None:
        if not request.user.has_perm("resources.see_all_territories"):
            raise PermissionDenied

    def form_valid(self, form: ImportForm) -> HttpResponse:
        dry_run = self.request.POST.get("action") != "import"
        report = form.run(dry_run=dry_run)
        if report is None:
            return self.form_invalid(form)
        context = self.get_context_data(form=form, report=report, dry_run=dry_run)
        return self.render_to_response(context)
