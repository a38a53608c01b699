"""Changing an agreement at the desk: its terms, its signatories, its schools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from community.partnerships import steps
from community.partnerships.forms import EditForm, SchoolsForm, SignatoryForm
from community.partnerships.models import Partnership
from community.partnerships.signatories import Signatory
from community.partnerships.views import PartnershipMixin
from community.schools.finding import named
from community.schools.models import School
from resources.request_values import numbers

PER_PAGE = 25


class EditMixin(PartnershipMixin):
    """A page that changes an agreement: voids signatures, refuses a lost update."""

    request: HttpRequest

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        if not self.partnership.is_editable:
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"partnership": self.partnership}

    def apply(self, form: Any, change: Callable[[], Any]) -> HttpResponse | None:
        """Make the change; return the page that says why not, 409, or None."""
        partnership = Partnership.objects.get(pk=self.partnership.pk)
        try:
            lost = steps.edit(
                partnership, self.request.user, form.cleaned_data["seen"], change
            )
        except ValidationError as error:
            form.add_error(None, error)
            # What was typed stays; sent again, it knowingly replaces what it shows.
            form.data = form.data.copy()
            form.data["seen"] = partnership.version
            context = self.get_context_data(form=form, now=partnership)  # type: ignore[call-arg]
            return self.render_to_response(context, status=409)  # type: ignore[attr-defined]
        said = ngettext(
            "C’est noté. %(n)s signature annulée : la personne est prévenue.",
            "C’est noté. %(n)s signatures annulées : les personnes sont prévenues.",
            lost,
        )
        messages.success(self.request, said % {"n": lost} if lost else _("C’est noté."))
        return None


class PartnershipEditView(EditMixin, FormView):
    template_name = "community/partnerships/edit.html"
    form_class = EditForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.partnership}

    def form_valid(self, form: EditForm) -> HttpResponse:
        changed = [name for name in form.changed_data if name in form.Meta.fields]
        values = {name: form.cleaned_data[name] for name in changed}

        def change() -> None:
            Partnership.objects.filter(pk=self.partnership.pk).update(**values)

        if not changed:
            return self.back()
        return self.apply(form, change) or self.back()


class SignatoryEditView(EditMixin, FormView):
    """Add a signatory, or change one."""

    template_name = "community/partnerships/signatory.html"
    form_class = SignatoryForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.signatory()}

    def signatory(self) -> Signatory:
        people = self.partnership.signatories
        if "signatory" in self.kwargs:
            return get_object_or_404(people, pk=self.kwargs["signatory"])
        return Signatory(partnership=self.partnership, position=people.count() + 1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"is_new": "signatory" not in self.kwargs}
        return super().get_context_data(**kwargs) | own

    def form_valid(self, form: SignatoryForm) -> HttpResponse:
        fields = list(form.Meta.fields)
        values = {name: form.cleaned_data[name] for name in fields}
        removed = self.request.POST.get("action") == "remove"
        people = Signatory.objects.filter(partnership=self.partnership)

        def change() -> None:
            if form.instance.pk is None:
                people.create(partnership=self.partnership, **values)
            elif removed:
                people.filter(pk=form.instance.pk).delete()
            else:
                people.filter(pk=form.instance.pk).update(**values)

        if (
            not removed
            and form.instance.pk
            and not set(form.changed_data) & set(fields)
        ):
            return self.back()
        return self.apply(form, change) or self.back()


class SchoolSearch(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Nom, commune ou UAI"), required=False, max_length=80
    )

    def apply(self, schools: Any) -> Any:
        self.is_valid()
        text = self.cleaned_data.get("q")
        return schools.filter(named(text)) if text else schools


class PartnershipSchoolsView(EditMixin, FormView):
    """Which schools are covered: chosen one by one, or all of a commune."""

    template_name = "community/partnerships/schools.html"
    form_class = SchoolsForm

    def candidates(self) -> Any:
        """Open schools of the territory, those covered included."""
        schools = School.objects.filter(territory=self.partnership.territory_id)
        covered = Q(pk__in=self.partnership.schools.values("pk"))
        return (
            schools.open().filter(opted_out=False) | schools.filter(covered)
        ).order_by("city", "name", "uai")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        search = SchoolSearch(self.request.GET)
        found = search.apply(self.candidates())
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        covered = set(self.partnership.schools.values_list("pk", flat=True))
        cities = {school.city for school in page if school.city}
        return super().get_context_data(**kwargs) | {
            "search": search,
            "page": page,
            "covered": covered,
            "cities": sorted(cities) if search.cleaned_data.get("q") else [],
        }

    def form_valid(self, form: SchoolsForm) -> HttpResponse:
        asked = self.request.POST
        ticked = {*numbers(asked.getlist("school"))}
        shown = {*numbers(asked.getlist("shown"))}
        schools = self.candidates()
        covered = self.partnership.schools
        if city := asked.get("city"):
            add, remove = schools.open().filter(city=city), School.objects.none()
        else:
            add = schools.filter(pk__in=ticked)
            remove = schools.filter(pk__in=shown - ticked)
        new = list(add.exclude(pk__in=covered.values("pk")))
        gone = list(remove.filter(pk__in=covered.values("pk")))

        def change() -> None:
            covered.add(*new)
            covered.remove(*gone)

        refused = self.apply(form, change) if new or gone else None
        return refused or redirect(self.request.get_full_path())
