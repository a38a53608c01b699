"""A school's contacts at the desk, and the page that an invitation opens."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from community.schools.contacts import (
    SchoolInvitation,
    accept,
    hash_of,
    invite,
    remove,
)
from community.schools.views import school_or_404
from mentors.access import CoordinatorMixin
from mentors.mailing.posting import post
from resources.feedback.forms import PlainField
from resources.request_values import number


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail de la personne"))
    role = PlainField(
        label=gettext_lazy("Sa fonction"),
        help_text=gettext_lazy("Par exemple : directrice, professeur, CPE."),
    )

    def clean_role(self) -> str:
        if len(self.cleaned_data["role"]) > 80:
            raise ValidationError(_("80 caractères au plus."))
        return self.cleaned_data["role"]


class ContactsView(CoordinatorMixin, FormView):
    """Who speaks for the school, who is invited to; one may invite and take back."""

    template_name = "community/schools/contacts.html"
    form_class = InviteForm

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.school = school_or_404(request.user, self.kwargs["uai"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pending = SchoolInvitation.objects.pending().filter(school=self.school)
        return super().get_context_data(**kwargs) | {
            "school": self.school,
            "contacts": self.school.contacts.select_related("user")[:50],
            "invitations": pending.select_related("school")[:50],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for name, rows, act in (
            ("remove", self.school.contacts, remove),
            ("withdraw", self.school.invitations, SchoolInvitation.withdraw),
        ):
            key = number(request.POST.get(name))
            if key is not None:
                if row := rows.filter(pk=key).first():
                    act(row, request.user)
                    messages.success(request, _("C’est fait."))
                return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: InviteForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            with transaction.atomic():
                invitation, token = invite(
                    self.school, data["email"], data["role"], self.request.user
                )
                send(invitation, token)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("L’invitation est partie."))
        return redirect(self.request.path)


def send(invitation: SchoolInvitation, token: str) -> None:
    post(
        invitation.email,
        "community/schools/mail_invitation.txt",
        {"invitation": invitation, "link": reverse("invitation:open", args=[token])},
        key=f"school-invitation:{invitation.pk}",
        about=f"school {invitation.school_id}",
        why=_("La coordination de votre département vous invite."),
        is_secret=True,
    )


class NameForm(forms.Form):
    """Asked only of who has no account yet."""

    first_name = PlainField(label=gettext_lazy("Votre prénom"))
    last_name = PlainField(label=gettext_lazy("Votre nom"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("first_name", "last_name"):
            if len(cleaned.get(name, "")) > 80:
                self.add_error(name, _("80 caractères au plus."))
        return cleaned


class InvitationView(FormView):
    """Looking changes nothing: mail scanners open links. Only the button accepts."""

    template_name = "community/schools/invitation.html"
    form_class = NameForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitations = SchoolInvitation.objects.select_related("school")
        self.held = get_object_or_404(
            invitations, token_hash=hash_of(kwargs["token"][:200])
        )
        if self.held.withdrawn_at:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        # Not « no-referrer »: a browser would then post the form without an origin.
        response["Referrer-Policy"] = "same-origin"
        return response  # type: ignore[return-value]

    def known(self) -> Any:
        """Whoever is signed in, else the account of the address that was invited."""
        if self.request.user.is_authenticated:
            return self.request.user
        users = get_user_model().objects
        return users.filter(email__iexact=self.held.email).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "held": self.held,
            "needs_name": self.known() is None,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response.status_code = 200 if self.held.is_open else 410
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.known()
        return super().post(request) if user is None else self._accept(user)

    def form_valid(self, form: NameForm) -> HttpResponse:
        try:
            with transaction.atomic():
                user = create_account(self.held.email, **form.cleaned_data)
                accept(self.held, user)
        except IntegrityError:
            # Pressed twice at once, or an account that is closed.
            form.add_error(
                None, _("Un compte existe déjà avec cette adresse. Connectez-vous.")
            )
            return self.form_invalid(form)
        except ValidationError:
            return redirect(self.request.path)
        # The link came by mail, as a sign-in code would, and the account is new.
        school = reverse("requests:school")
        return perform_login(self.request, user, redirect_url=school)

    def _accept(self, user: Any) -> HttpResponse:
        try:
            accept(self.held, user)
        except ValidationError:
            return redirect(self.request.path)
        # An account that exists may ask for two steps: its own door decides.
        return redirect(f"{reverse('requests:school')}?ecole={self.held.school.uai}")


def create_account(email: str, first_name: str, last_name: str) -> Any:
    """Create an account without a password: one signs in by a mailed code."""
    user = get_user_model().objects.create_user(
        email, first_name=first_name, last_name=last_name
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
