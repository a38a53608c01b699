"""Signing, by the link that was sent or in one's own account.

A GET shows the text and changes nothing: mail scanners open every link. The link's
pages hold no cookie and no session, and tell no other site where they were.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from community.partnerships import steps
from community.partnerships.choices import PartnershipStatus, SigningMethod
from community.partnerships.links import link_or_404
from community.partnerships.permissions import signatory_or_404
from community.partnerships.signatories import Signatory
from community.partnerships.signing_forms import ANSWERS, AnswerForm
from community.partnerships.texts import blocks
from mentors.access import MemberMixin
from resources.paging import PagedListView
from resources.secret_addresses import SecretAddressMixin


def state_of(person: Signatory, is_current: bool = True) -> str:
    """Say what this person finds: open, later, signed, or why there is nothing."""
    status = person.partnership.status
    if status == PartnershipStatus.CANCELLED:
        return "cancelled"
    if not is_current:
        return person.link_end or "edited"
    if status == PartnershipStatus.REFUSED:
        return "refused"
    if person.signed_at:
        return "signed"
    if not person.partnership.is_signable:
        return "edited"
    return "open" if person.is_turn else "later"


class AnswerMixin:
    """The page where one person signs, refuses or hands over."""

    template_name = "community/partnerships/sign.html"
    request: HttpRequest
    method: str
    layout: str
    signatory: Signatory
    is_current = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.signatory
        state = state_of(person, self.is_current)
        shows_text = state in ("open", "later", "signed")
        forms = {
            form.action: form(signatory=person, prefix=form.action) for form in ANSWERS
        }
        if given := kwargs.pop("form", None):
            forms[given.action] = given
        return super().get_context_data(**kwargs) | {  # type: ignore[misc]
            "layout": self.layout,
            "by_account": self.method == SigningMethod.ACCOUNT,
            "person": person,
            "partnership": person.partnership,
            "state": state,
            "blocks": blocks(person.partnership.text) if shows_text else [],
            "forms": forms,
            "tried": given.action if given else "",
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("action", "")
        form_class = next((form for form in ANSWERS if form.action == wanted), None)
        if form_class is None:
            raise Http404
        if state_of(self.signatory, self.is_current) != "open":
            return redirect(request.path)  # which says why
        form = form_class(request.POST, signatory=self.signatory, prefix=wanted)
        if form.is_valid():
            try:
                self._answer(form)
            except ValidationError as error:
                return self._too_late(form, error)
            return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]

    def _answer(self, form: AnswerForm) -> None:
        data, by = dict(form.cleaned_data), self._account()
        if form.action == "refuse":
            steps.refuse(self.signatory, data["reason"], by)
        elif form.action == "delegate":
            steps.delegate(self.signatory, by=by, **data)
        else:
            steps.sign(
                self.signatory,
                self.method,
                by=by,
                seen=data["seen"],
                typed_name=data["typed_name"],
            )

    def _too_late(self, form: AnswerForm, error: ValidationError) -> HttpResponse:
        """Somebody was faster: show what is true now, and keep what was typed."""
        self.signatory = Signatory.objects.select_related("partnership__territory").get(
            pk=self.signatory.pk
        )
        form.add_error(None, error)
        if "sign-seen" in form.data:
            form.data = form.data.copy()
            form.data["sign-seen"] = self.signatory.partnership.text_sha256
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=409)  # type: ignore[attr-defined]

    def _account(self) -> Any:
        return self.request.user if self.method == SigningMethod.ACCOUNT else None


# The link is the whole authority: no session stands behind it that another site could
# borrow, and under `no-referrer` a browser sends no origin that could be checked.
@method_decorator(csrf_exempt, name="dispatch")
class LinkView(AnswerMixin, SecretAddressMixin, TemplateView):
    method, layout = SigningMethod.LINK, "base.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = link_or_404(kwargs["token"])
        self.signatory, self.is_current = link.signatory, link.is_current
        return super().dispatch(request, *args, **kwargs)


class AccountView(AnswerMixin, MemberMixin, TemplateView):
    method, layout = SigningMethod.ACCOUNT, "base_member.html"

    def check_access(self, request: HttpRequest) -> None:
        self.signatory = signatory_or_404(request.user, self.kwargs["pk"])

    def _answer(self, form: AnswerForm) -> None:
        super()._answer(form)
        said = {
            "sign": _("Votre signature est notée. Merci."),
            "refuse": _("C’est noté. La coordination est prévenue."),
            "delegate": _("C’est noté. La personne reçoit son lien."),
        }
        messages.success(self.request, said[form.action])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = super().post(request, **kwargs)
        # Handed over, it is no longer this account's.
        is_own = Signatory.objects.for_account(request.user).filter(pk=kwargs["pk"])
        return response if is_own.exists() else redirect("signing:list")


class AccountListView(MemberMixin, PagedListView):
    """What one's account is asked to sign, then what it has signed."""

    template_name = "community/partnerships/my_signatures.html"
    context_object_name = "signatures"
    paginate_by = 25

    def get_queryset(self) -> Any:
        mine = Signatory.objects.for_account(self.request.user)
        mine = mine.select_related("partnership__territory")
        return mine.order_by(F("signed_at").desc(nulls_first=True), "-pk")
