"""Partnerships at the desk: see them, draft them, note who signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from community.partnerships.choices import SIGNABLE_STATUSES, SigningMethod
from community.partnerships.models import Partnership, Signatory
from community.schools.models import School
from mentors.access import CoordinatorMixin, can_coordinate
from resources.models import Territory


def partnership_or_404(user: Any, pk: int) -> Partnership:
    """The one door to a partnership of the desk: another territory's is unknown."""
    partnership = get_object_or_404(
        Partnership.objects.select_related("territory"), pk=pk
    )
    if not can_coordinate(user, partnership.territory):
        raise Http404
    return partnership


class PartnershipListView(CoordinatorMixin, ListView):
    template_name = "community/partnerships/list.html"
    context_object_name = "partnerships"
    paginate_by = 25

    def get_queryset(self) -> Any:
        territories = Territory.objects.for_user(self.request.user)
        partnerships = Partnership.objects.filter(territory__in=territories)
        return partnerships.select_related("territory")


class PartnershipForm(forms.ModelForm):
    uais = forms.CharField(
        label=gettext_lazy("Établissements couverts"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Un UAI par ligne, comme 0021234A."),
    )

    class Meta:
        model = Partnership
        fields = [
            "reference",
            "kind",
            "partner_name",
            "partner_type",
            "territory",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territories = Territory.objects.for_user(user).in_programme()
        self.fields["territory"].queryset = territories

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted = set(cleaned.get("uais", "").upper().split())
        schools = School.objects.filter(
            uai__in=wanted, territory=cleaned.get("territory")
        )
        if missing := wanted - set(schools.values_list("uai", flat=True)):
            self.add_error(
                "uais",
                _("Inconnus dans ce territoire : %(uais)s.")
                % {"uais": ", ".join(sorted(missing)[:5])},
            )
        cleaned["schools"] = schools
        return cleaned


class PartnershipCreateView(CoordinatorMixin, FormView):
    template_name = "community/partnerships/create.html"
    form_class = PartnershipForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: PartnershipForm) -> HttpResponse:
        partnership = form.save()
        partnership.schools.set(form.cleaned_data["schools"])
        messages.success(self.request, _("Brouillon créé. Ajoutez les signataires."))
        return redirect("partnerships:detail", pk=partnership.pk)


class SignatoryForm(forms.ModelForm):
    class Meta:
        model = Signatory
        fields = ["role", "name", "email"]


class PartnershipDetailView(CoordinatorMixin, TemplateView):
    template_name = "community/partnerships/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = kwargs.pop("partnership", None) or partnership_or_404(
            self.request.user, self.kwargs["pk"]
        )
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "signatories": partnership.signatories.all()[:50],
            "schools": partnership.schools.all()[:200],
            "form": kwargs.get("form") or SignatoryForm(),
            "is_draft": partnership.status in ("draft", "to-verify"),
            "is_signable": partnership.status in SIGNABLE_STATUSES,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        partnership = partnership_or_404(request.user, pk)
        act = {
            "add": self._add_signatory,
            "ready": self._make_ready,
            "sign": self._sign,
        }.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        try:
            return act(partnership) or redirect("partnerships:detail", pk=pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("partnerships:detail", pk=pk)

    def _add_signatory(self, partnership: Partnership) -> HttpResponse | None:
        if partnership.status not in ("draft", "to-verify"):
            raise ValidationError(_("La convention est déjà à la signature."))
        form = SignatoryForm(self.request.POST)
        if not form.is_valid():
            context = self.get_context_data(partnership=partnership, form=form)
            return self.render_to_response(context)
        form.instance.partnership = partnership
        form.instance.position = partnership.signatories.count() + 1
        form.save()
        return None

    def _make_ready(self, partnership: Partnership) -> None:
        partnership.make_ready(self.request.user)

    def _sign(self, partnership: Partnership) -> None:
        """Note a signature made on paper; links and accounts come by their own door."""
        pk = self.request.POST.get("signatory", "")
        waiting = partnership.signatories.filter(signed_at=None)
        if not pk.isdecimal() or not (signatory := waiting.filter(pk=pk[:18]).first()):
            raise ValidationError(_("Cette personne a déjà signé."))
        partnership.record_signature(signatory, SigningMethod.PAPER, self.request.user)
