"""Signatures on paper: a scan is deposited at the desk, and opened there only."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from community.partnerships import steps
from community.partnerships.choices import SigningMethod
from community.partnerships.forms import PaperForm
from community.partnerships.scans import TYPES, extension_of
from community.partnerships.signatories import Signatory
from community.partnerships.views import PartnershipMixin


class SignatoryMixin(PartnershipMixin):
    """A page about one signatory of an agreement of the desk."""

    signatory: Signatory

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        people = self.partnership.signatories
        self.signatory = get_object_or_404(people, pk=self.kwargs["signatory"])
        self.signatory.partnership = self.partnership


class PaperView(SignatoryMixin, FormView):
    template_name = "community/partnerships/paper.html"
    form_class = PaperForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"signatory": self.signatory, "can_sign": self.signatory.is_turn}
        return super().get_context_data(**kwargs) | own

    def form_valid(self, form: PaperForm) -> HttpResponse:
        try:
            steps.sign(
                self.signatory,
                SigningMethod.PAPER,
                by=self.request.user,
                at=_moment(form.cleaned_data["signed_on"]),
                scan=form.cleaned_data["scan"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Signature notée, scan gardé."))
        return self.back()


def _moment(day: dt.date) -> dt.datetime:
    """Noon of that day, but never later than now."""
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return min(noon, timezone.now())


class ScanView(SignatoryMixin, View):
    """The scan itself, as a download: nothing in it acts on our pages."""

    def get(self, request: HttpRequest, pk: int, signatory: int) -> HttpResponse:
        scan = self.signatory.scan
        if not scan or not scan.storage.exists(scan.name):
            raise Http404
        extension = extension_of(scan.name)
        response = FileResponse(
            scan.open("rb"),
            as_attachment=True,
            filename=f"signature-{self.partnership.reference}-{signatory}.{extension}",
            content_type=TYPES[extension],
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
