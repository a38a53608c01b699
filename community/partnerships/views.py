"""Partnerships at the desk: the pipeline, one agreement, and its steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from community.partnerships import mails, steps
from community.partnerships.choices import PREPARED_STATUSES, PartnershipStatus
from community.partnerships.forms import CancelForm, CreateForm
from community.partnerships.models import Partnership
from community.partnerships.permissions import partnership_or_404
from community.partnerships.pipeline import (
    PipelineFilter,
    counts,
    grouped,
    next_step,
    whose_turn,
)
from community.partnerships.texts import blocks
from mentors.access import CoordinatorMixin
from resources.models import Territory
from resources.paging import PagedListView
from resources.sheets.answering import pdf_response

MOST_SIGNATORIES = 50
MOST_SCHOOLS = 300


class PartnershipListView(CoordinatorMixin, PagedListView):
    """The pipeline: what is next, whose turn, since when, in groups."""

    template_name = "community/partnerships/list.html"
    context_object_name = "partnerships"
    paginate_by = 25

    def get_queryset(self) -> Any:
        territories = Territory.objects.for_user(self.request.user)
        self.scope = Partnership.objects.filter(territory__in=territories)
        self.filter = PipelineFilter(self.request.GET, territories.in_programme())
        found = self.filter.apply(self.scope).select_related("territory", "followed_by")
        return found.prefetch_related("signatories")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for partnership in context["partnerships"]:
            partnership.next = next_step(partnership)
        groups = counts(self.filter.narrow(self.scope))
        return context | {"filter": self.filter, "groups": groups}


class PartnershipCreateView(CoordinatorMixin, FormView):
    template_name = "community/partnerships/create.html"
    form_class = CreateForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: CreateForm) -> HttpResponse:
        with transaction.atomic():
            form.instance.reference = form.cleaned_data["reference"]
            form.instance.followed_by = self.request.user
            partnership = form.save()
            partnership.schools.set(form.cleaned_data["schools"])
        messages.success(self.request, _("Brouillon créé. Ajoutez les signataires."))
        return redirect("partnerships:detail", pk=partnership.pk)


class PartnershipMixin(CoordinatorMixin):
    """A page about one agreement; `self.partnership` came by the door."""

    partnership: Partnership

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.partnership = partnership_or_404(request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"partnership": self.partnership}

    def back(self) -> HttpResponse:
        return redirect("partnerships:detail", pk=self.partnership.pk)


class PartnershipDetailView(PartnershipMixin, TemplateView):
    template_name = "community/partnerships/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = grouped(
            Partnership.objects.select_related("territory", "followed_by", "renews")
        ).prefetch_related("signatories__recorded_by")
        partnership = shown.get(pk=self.partnership.pk)
        turn = {person.pk for person in whose_turn(partnership)}
        is_prepared = partnership.status in PREPARED_STATUSES
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "next": next_step(partnership),
            "signatories": partnership.signatories.all(),
            "turn": turn,
            "schools": partnership.schools.all()[:MOST_SCHOOLS],
            "blocks": blocks(
                partnership.draft_text() if is_prepared else partnership.text
            ),
            "is_prepared": is_prepared,
            "renewal": partnership.renewals.exclude(status="cancelled").first(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act = {
            "submit": self._submit,
            "ready": self._send,
            "remind": self._remind,
            "renew": self._renew,
        }.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        try:
            return act() or self.back()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.back()

    def _submit(self) -> None:
        self.partnership.submit(self.request.user)
        messages.success(self.request, _("À vérifier : relisez, puis envoyez."))

    def _send(self) -> None:
        sent = steps.send_to_sign(self.partnership, self.request.user)
        said = ngettext("%(n)s lien envoyé.", "%(n)s liens envoyés.", sent) % {
            "n": sent
        }
        messages.success(self.request, _("Le texte est figé. ") + said)

    def _remind(self) -> None:
        today = timezone.localdate()
        sent = sum(
            mails.remind(person, f"desk-{today}") is not None
            for person in whose_turn(self.partnership)
        )
        if not sent:
            raise ValidationError(_("Déjà relancés il y a moins de deux jours."))
        said = ngettext("%(n)s relance envoyée.", "%(n)s relances envoyées.", sent)
        messages.success(self.request, said % {"n": sent})

    def _renew(self) -> HttpResponse:
        draft = self.partnership.renew(self.request.user)
        messages.success(self.request, _("Voici la suite, en brouillon. Relisez-la."))
        return redirect("partnerships:detail", pk=draft.pk)


class PartnershipCancelView(PartnershipMixin, FormView):
    template_name = "community/partnerships/cancel.html"
    form_class = CancelForm

    def form_valid(self, form: CancelForm) -> HttpResponse:
        try:
            steps.cancel(
                self.partnership, form.cleaned_data["reason"], self.request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Convention annulée."))
        return self.back()


class PartnershipPrintView(PartnershipMixin, TemplateView):
    """The text on paper, with a box to sign in for each person."""

    template_name = "community/partnerships/print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.partnership
        text = partnership.text or partnership.draft_text()
        return super().get_context_data(**kwargs) | {
            "blocks": blocks(text),
            "signatories": partnership.signatories.all()[:MOST_SIGNATORIES],
        }


class AuthorisationView(PartnershipMixin, TemplateView):
    """One school's authorisation to intervene, of an agreement in force."""

    template_name = "community/partnerships/authorisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.partnership
        school = get_object_or_404(partnership.schools, uai=self.kwargs["uai"])
        if partnership.status != PartnershipStatus.SIGNED:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "school": school,
            "today": timezone.localdate(),
            "ends_on": min(partnership.ends_on, end_of_school_year()),
        }


class AuthorisationPdfView(AuthorisationView):
    """The same words, as a file to send."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        school = context["school"]
        return pdf_response(
            self.request,
            "community/partnerships/_authorisation.html",
            context,
            title=_("Autorisation à intervenir : %s") % school,
            name=f"autorisation-{school.uai}.pdf",
            made_at=self.partnership.signed_at,
        )


def end_of_school_year(today: dt.date | None = None) -> dt.date:
    day = today or timezone.localdate()
    return dt.date(day.year + (day.month > 7), 7, 31)
