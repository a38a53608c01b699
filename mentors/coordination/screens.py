"""Who coordinates what: national leads name a person and stand-ins per territory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from mentors.access import MemberMixin
from mentors.coordination.models import Coordinator
from resources.models import Territory
from resources.request_values import number


class NameForm(forms.Form):
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Territoire"),
        queryset=Territory.objects.in_programme(),
        empty_label=None,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail de son compte"),
        help_text=gettext_lazy("La personne crée d’abord son compte elle-même."),
    )
    is_stand_in = forms.BooleanField(
        label=gettext_lazy("En suppléance : prend le relais quand personne ne répond"),
        required=False,
    )

    def clean_email(self) -> str:
        people = get_user_model().objects.filter(is_active=True)
        self.person = people.filter(email__iexact=self.cleaned_data["email"]).first()
        if self.person is None:
            raise ValidationError(_("Aucun compte ouvert n’a cette adresse."))
        return self.cleaned_data["email"]


class TeamView(MemberMixin, FormView):
    template_name = "mentors/coordination/team.html"
    form_class = NameForm

    def check_access(self, request: HttpRequest) -> None:
        if not request.user.has_perm("resources.see_all_territories"):
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = Coordinator.objects.select_related("user").order_by("is_stand_in", "pk")
        territories = Territory.objects.in_programme().prefetch_related(
            Prefetch("coordinators", queryset=named)
        )
        return super().get_context_data(**kwargs) | {"territories": territories}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.POST.get("end"):
            return super().post(request, *args, **kwargs)
        key = number(request.POST["end"])
        places = Coordinator.objects.select_related("user", "territory")
        held = places.filter(pk=key).first()
        if held and held.is_last and not request.POST.get("sure"):
            return self.render_to_response(self.get_context_data(last=held))
        if held:
            held.end(request.user)
            messages.success(request, _("C’est fait."))
        return redirect(request.path)

    def form_valid(self, form: NameForm) -> HttpResponse:
        place = Coordinator(
            user=form.person,
            territory=form.cleaned_data["territory"],
            is_stand_in=form.cleaned_data["is_stand_in"],
        )
        try:
            place.name(self.request.user)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return self.form_invalid(form)
        except IntegrityError:  # somebody else was named at the same moment
            form.add_error(None, _("Ce territoire a déjà un coordinateur."))
            return self.form_invalid(form)
        messages.success(self.request, _("La personne est nommée."))
        return redirect(self.request.path)
