"""The coordinators' requests: which wait, since when, and one at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.models import ModelLogEntry

from community.requests.choices import MOVES, RequestStatus
from community.requests.mails import (
    notice_left,
    tell_alternatives,
    tell_answer,
)
from community.requests.models import SessionRequest
from community.requests.nearby import alternatives
from community.requests.permissions import request_or_404
from community.schools.desk_filter import DeskFilter
from mentors.access import CoordinatorMixin
from resources.feedback.forms import PlainField
from resources.models import Territory
from resources.paging import PagedListView

STATES = [
    ("", gettext_lazy("Toutes")),
    ("late", gettext_lazy("réponse en retard")),
    ("waiting", gettext_lazy("en liste d’attente")),
    *[choice for choice in RequestStatus.choices if choice[0] != RequestStatus.DRAFT],
]
STATUS_OF = {
    "take_up": RequestStatus.MATCHING,
    "plan": RequestStatus.PLANNED,
    "fulfil": RequestStatus.FULFILLED,
    "give_up": RequestStatus.UNMET,
    "cancel": RequestStatus.CANCELLED,
}
ACTIONS = {
    "take_up": gettext_lazy("Nous cherchons quelqu’un"),
    "plan": gettext_lazy("Un atelier est prévu"),
    "fulfil": gettext_lazy("L’atelier a été tenu"),
    "give_up": gettext_lazy("Personne ne peut venir"),
    "cancel": gettext_lazy("Annuler la demande"),
}
OFFER = gettext_lazy("Proposer autre chose en attendant")


class RequestFilter(DeskFilter):
    states = STATES

    def in_state(self, requests: Any, state: str) -> Any:
        if state == "late":
            return requests.overdue()
        if state == "waiting":
            return requests.waiting_list()
        return requests.filter(status=state) if state else requests


class RequestListView(CoordinatorMixin, PagedListView):
    template_name = "community/requests/list.html"
    context_object_name = "requests"
    paginate_by = 20

    def get_queryset(self) -> Any:
        own = Territory.objects.for_user(self.request.user)
        self.filter = RequestFilter(self.request.GET, own.in_programme())
        requests = SessionRequest.objects.sent().filter(school__territory__in=own)
        first = F("answered_at").asc(nulls_first=True)
        narrowed = self.filter.apply(requests).select_related("school__territory")
        return narrowed.order_by(first, "answer_due_on", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"filter": self.filter}


class AnswerForm(forms.Form):
    note = PlainField(
        label=gettext_lazy("Un mot pour l’école"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=gettext_lazy("Il part avec la réponse."),
    )

    def clean_note(self) -> str:
        if len(self.cleaned_data["note"]) > 500:
            raise ValidationError(_("500 caractères au plus."))
        return self.cleaned_data["note"]


class RequestDetailView(CoordinatorMixin, FormView):
    template_name = "community/requests/detail.html"
    form_class = AnswerForm

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.held = request_or_404(request.user, self.kwargs["pk"])

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        action = self.request.POST.get("action", "")
        try:
            told = answer(
                self.held, action, self.request.user, form.cleaned_data["note"]
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("C’est noté. La réponse est partie par courriel.")
            if told
            else _("C’est noté. Nous n’avons aucune adresse où l’écrire : appelez."),
        )
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.held
        held.refresh_from_db(fields=["status"])
        trail = ModelLogEntry.objects.for_instance(held).select_related("user")
        return super().get_context_data(**kwargs) | {
            "held": held,
            "notice_left": notice_left(held),
            "offered": alternatives(held) if held.is_alive else None,
            "actions": possible(held),
            "trail": trail.order_by("-timestamp")[:20],
            "matches": held.matches.select_related("mentor__user")[:10],
        }


def possible(request: SessionRequest) -> list[tuple[str, Any]]:
    """Return the actions that its state allows: name and label of each."""
    can = MOVES[request.status]
    found = [(name, ACTIONS[name]) for name, to in STATUS_OF.items() if to in can]
    if request.status in (RequestStatus.SUBMITTED, RequestStatus.MATCHING):
        found.insert(1, ("offer", OFFER))
    return found


def answer(request: SessionRequest, action: str, by: Any, note: str) -> bool:
    """Do one of the actions and write to who asked, or neither; say whether written."""
    with transaction.atomic():
        if action == "offer":
            offered = alternatives(request)
            request.offer_alternatives(by, note)
            return tell_alternatives(request, offered, note)
        if action in STATUS_OF:
            getattr(request, action)(by, note)
            return tell_answer(request, note)
        raise ValidationError(_("Choisissez une réponse."))
