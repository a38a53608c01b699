"""The import as screens: deposit, look, then import; for national leads only.

A directory crosses territories, so a coordinator of one of them may not bring it in.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from community.schools.choices import ImportStatus, LineAction
from community.schools.importing import jobs, running, undoing
from community.schools.importing.models import SchoolImport
from community.schools.importing.rejects import rejects_csv
from community.schools.importing.words import described
from mentors.access import CoordinatorMixin

MOST_BYTES = 60_000_000
PER_PAGE = 25


class NationalMixin(CoordinatorMixin):
    """A page for national leads."""

    def check_access(self, request: HttpRequest) -> None:
        if not request.user.has_perm("resources.see_all_territories"):
            raise PermissionDenied


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy(
            "Annuaire de l’éducation, liste des IPS ou liste de l’éducation "
            "prioritaire, en CSV, CSV compressé ou JSON."
        ),
    )
    complete = forms.BooleanField(
        label=gettext_lazy(
            "Cet annuaire est complet pour ses départements et ses types"
        ),
        help_text=gettext_lazy(
            "Les établissements qu’il ne contient plus seront proposés comme fermés. "
            "Dans le doute, laissez la case vide."
        ),
        required=False,
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 60 Mo."))
        return self.cleaned_data["file"]


class ImportHomeView(NationalMixin, FormView):
    """Deposit a file; see every import there was."""

    template_name = "community/schools/import.html"
    form_class = ImportForm

    def form_valid(self, form: ImportForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            run = running.deposit(
                file, file.name, self.request.user, form.cleaned_data["complete"]
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        jobs.prepare_import.enqueue(run.pk)
        return redirect("schools:import_run", pk=run.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = SchoolImport.objects.history()
        page = Paginator(history, PER_PAGE).get_page(self.request.GET.get("page"))
        current = SchoolImport.objects.open().select_related("author").first()
        own = {"page": page, "current": current}
        return super().get_context_data(**kwargs) | own


class ImportRunView(NationalMixin, TemplateView):
    """One import: how far it is, then what it would do or did."""

    template_name = "community/schools/import_run.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.run = run_or_404(kwargs["pk"])
        if not request.htmx:
            return super().get(request, *args, **kwargs)
        if not self.run.is_working:
            return HttpResponse(headers={"HX-Refresh": "true"})
        self.template_name = "community/schools/import_progress.html"
        return self.render_to_response({"run": self.run})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"run": self.run}
        if self.run.is_working:
            return context
        shown = self._shown()
        lines = self.run.lines.filter(action=shown).order_by("pk")
        page = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("page"))
        undoable = self.run.status == ImportStatus.IMPORTED
        return context | {
            "tabs": [
                {"name": name, "label": label, "count": self.run.total(name)}
                for name, label in LineAction.choices
            ],
            "shown": shown,
            "page": page,
            "rows": [described(line) for line in page],
            "is_ready": self.run.status == ImportStatus.READY,
            "touched": self.run.touched,
            "undoable": undoable and undoing.is_last(self.run),
            "blockers": undoing.blockers(self.run) if undoable else [],
        }

    def _shown(self) -> str:
        """Return the list asked for, or the first that has something in it."""
        asked = self.request.GET.get("voir", "")
        if asked in LineAction.values:
            return asked
        full = (name for name in LineAction.values if self.run.total(name))
        return next(full, LineAction.CREATED)


def run_or_404(pk: int) -> SchoolImport:
    return get_object_or_404(
        SchoolImport.objects.select_related("author", "undone_by"), pk=pk
    )


class ImportActionView(NationalMixin, View):
    """Import, look again, give up or undo: each a POST that comes back to the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = run_or_404(pk)
        action = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if action is None:
            raise Http404
        try:
            return action(run) or redirect("schools:import_run", pk=pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("schools:import_run", pk=pk)

    def do_write(self, run: SchoolImport) -> None:
        run.move(ImportStatus.READY, to=ImportStatus.WRITING, percent=0)
        jobs.write_import.enqueue(run.pk)

    def do_refresh(self, run: SchoolImport) -> None:
        run.move(ImportStatus.READY, to=ImportStatus.WAITING, percent=0)
        jobs.prepare_import.enqueue(run.pk)

    def do_abandon(self, run: SchoolImport) -> HttpResponse:
        running.abandon(run)
        messages.success(self.request, _("Import abandonné. Rien n’est écrit."))
        return redirect("schools:import")

    def do_undo(self, run: SchoolImport) -> None:
        running.release_silent()
        run.move(
            ImportStatus.IMPORTED,
            to=ImportStatus.UNDOING,
            slot=1,
            percent=0,
            undone_by=self.request.user,
        )
        jobs.undo_import.enqueue(run.pk)


class RejectsView(NationalMixin, View):
    """The lines left out, as a CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = run_or_404(pk)
        response = StreamingHttpResponse(
            rejects_csv(run), content_type="text/csv; charset=utf-8"
        )
        day = timezone.localtime(run.created_at).date()
        name = f"rejets-{day:%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
