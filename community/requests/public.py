"""Asking for a workshop without an account: find the school, say the wish, confirm.

These pages set no cookie: where a form was, its size and how often it comes stand in
for a session and its token.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from community.requests import asking
from community.requests.choices import RequestStatus
from community.requests.comers import comers_for
from community.requests.following import follow_path, followed
from community.requests.forms import CodeForm, PublicRequestForm, SchoolSearchForm
from community.requests.models import SessionRequest
from community.schools.finding import find_schools
from community.schools.models import School
from resources.feedback import protection

PER_PAGE = 20
REFUSED = "resources/feedback/refused.html"
TOO_LONG = gettext_lazy(
    "Votre message est trop long. Revenez en arrière et raccourcissez-le."
)
TOO_MANY = gettext_lazy(
    "Beaucoup de demandes viennent d’arriver de votre réseau. Réessayez dans dix "
    "minutes, votre texte est encore là."
)


class FindSchoolView(TemplateView):
    """Which school? The same answer for everyone."""

    template_name = "community/requests/find.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SchoolSearchForm(self.request.GET or None)
        asked = form.asked() if form.is_bound else ""
        page = None
        if asked:
            schools = find_schools(asked)
            page = Paginator(schools, PER_PAGE).get_page(self.request.GET.get("page"))
        own = {"form": form, "asked": asked, "page": page}
        return super().get_context_data(**kwargs) | own


@method_decorator(csrf_exempt, name="dispatch")
class CookielessMixin:
    """A public form: nothing of the visitor is read, and nothing of it is stored."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            if not protection.is_from_here(request):
                raise PermissionDenied
            if protection.is_too_large(request):
                # Before the body is read: the words stay in the page one comes from.
                context = {"message": TOO_LONG}
                return render(request, REFUSED, context, status=413)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return self.render_to_response(context, status=400)  # type: ignore[attr-defined]


class AskInPublicView(CookielessMixin, FormView):
    template_name = "community/requests/public_ask.html"
    form_class = PublicRequestForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        schools = School.objects.open().in_public().select_related("territory")
        self.school = get_object_or_404(schools, uai=kwargs["uai"].upper())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"school": self.school}

    def form_valid(self, form: PublicRequestForm) -> HttpResponse:
        try:
            if protection.comes_too_often(self.request, "session-request"):
                raise ValidationError(TOO_MANY)
            request = asking.ask_in_public(form, self.school)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("ask:confirm", key=request.key)


class ConfirmView(CookielessMixin, FormView):
    """The code of six digits, typed; or another one, asked for."""

    template_name = "community/requests/confirm.html"
    form_class = CodeForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        requests = SessionRequest.objects.filter(author=None).select_related("school")
        self.held = get_object_or_404(requests, key=kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "held": self.held,
            "is_draft": self.held.status == RequestStatus.DRAFT,
            "has_code": asking.has_code(self.held),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if protection.comes_too_often(request, "request-code"):
            form = self.get_form()
            form.add_error(None, TOO_MANY)
            return self.form_invalid(form)
        if "again" in request.POST:
            return self._send_again()
        return super().post(request, *args, **kwargs)

    def _send_again(self) -> HttpResponse:
        is_draft = self.held.status == RequestStatus.DRAFT
        is_written = is_draft and asking.mail_code(self.held)
        said = "oui" if is_written else "non"
        return redirect(f"{self.request.path}?renvoye={said}")

    def form_valid(self, form: CodeForm) -> HttpResponse:
        if self.held.status != RequestStatus.DRAFT:
            # Only the mailed link opens it again: the number in this address is
            # in the history of whoever asked.
            return redirect(self.request.path)
        try:
            asking.confirm(self.held, form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(follow_path(self.held))


class FollowView(CookielessMixin, TemplateView):
    """What became of the request; giving it up is the only thing one can do."""

    template_name = "community/requests/follow.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        held = followed(kwargs["token"])
        if held is None:
            raise Http404
        self.held = held

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "held": self.held,
            "comers": comers_for(self.held),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "cancel" and self.held.is_alive:
            # Changed meanwhile? The page says how it stands.
            with suppress(ValidationError):
                asking.cancel(self.held)
        return redirect(request.path)
