"""The coordinator's queue: who applies, who is active, and one person at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.models import ModelLogEntry

from mentors.access import CoordinatorMixin
from mentors.communes.search import fold_name, spelt
from mentors.coordination.choosing import OneTerritoryFilter, OneTerritoryMixin
from mentors.models import Mentor
from mentors.profiles.choices import MentorStatus, slot_label
from mentors.profiles.desk_forms import DecisionForm, TrainingForm, training_of
from mentors.profiles.mails import decline, send_question, welcome
from mentors.profiles.permissions import mentor_or_404
from mentors.profiles.phones import shown
from mentors.profiles.questions import LONGEST_QUESTION, ask
from mentors.profiles.stopping import possible_acts
from resources.paging import PagedListView
from resources.sanitiser import plain_text

MOST_MATCHES = 10
MOST_ENTRIES = 10
# A pause, told apart in the list.
SUSPENDED = "suspended"


class QueueFilter(OneTerritoryFilter):
    etat = forms.ChoiceField(
        label=gettext_lazy("État"),
        required=False,
        choices=[
            ("", gettext_lazy("Tous")),
            *MentorStatus.choices,
            (SUSPENDED, gettext_lazy("suspendu")),
        ],
    )
    q = forms.CharField(label=gettext_lazy("Nom"), required=False, max_length=80)

    def apply(self, mentors: Any) -> Any:
        """Narrow `mentors`; a value that means nothing filters nothing."""
        self.is_valid()
        status = self.cleaned_data.get("etat")
        if status == SUSPENDED:
            mentors = mentors.suspended()
        elif status:
            mentors = mentors.filter(status=status)
        for word in fold_name(self.cleaned_data.get("q", "")).split():
            mentors = mentors.filter(
                Q(user__last_name__regex=spelt(word))
                | Q(user__first_name__regex=spelt(word))
            )
        return mentors


class QueueView(OneTerritoryMixin, PagedListView):
    template_name = "mentors/queue.html"
    context_object_name = "mentors"
    paginate_by = 20

    def get_queryset(self) -> Any:
        self.filter = QueueFilter(self.request.GET, self.own)
        mentors = Mentor.objects.for_user(self.request.user)
        here = mentors.filter(commune__territory=self.territory)
        return self.filter.apply(here.select_related("user", "commune"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"filter": self.filter, "territory": self.territory}
        return super().get_context_data(**kwargs) | own


def trail_of(mentor: Mentor) -> Any:
    """The last decisions, with who took them and why."""
    entries = ModelLogEntry.objects.for_instance(mentor).select_related("user")
    return entries.order_by("-timestamp", "-pk")[:MOST_ENTRIES]


class MentorDetailView(CoordinatorMixin, TemplateView):
    template_name = "mentors/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentor = mentor_or_404(self.request.user, self.kwargs["pk"])
        can_decide = mentor.status == MentorStatus.SUBMITTED
        form = DecisionForm if can_decide else TrainingForm
        return super().get_context_data(**kwargs) | {
            "mentor": mentor,
            "form": kwargs.get("form") or form(initial=training_of(mentor)),
            "can_decide": can_decide,
            "acts": possible_acts(mentor),
            "matches": mentor.matches.taken().select_related("school")[:MOST_MATCHES],
            "trail": trail_of(mentor),
            "phone": shown(mentor.phone),
            "slots": [slot_label(slot) for slot in mentor.slots],
            "questions": mentor.questions.all(),
            "year": mentor.year_answers.first(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mentor = mentor_or_404(request.user, pk)
        form: forms.Form = DecisionForm(request.POST)
        decide = {
            "approve": self._approve,
            "refuse": self._refuse,
            "ask": self._ask,
            "training": self._note_training,
        }.get(request.POST.get("action", ""))
        if decide is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                with transaction.atomic():
                    decide(mentor, form.cleaned_data)
                return redirect("mentor_desk:detail", pk=pk)
            except ValidationError as error:
                form.add_error(None, error)
        return self.render_to_response(self.get_context_data(form=form))

    def _approve(self, mentor: Mentor, data: dict[str, Any]) -> None:
        mentor.training = data["training"] or mentor.training
        mentor.training_waiver = data["waiver"]
        mentor.trained_on = data["trained_on"]
        mentor.approve(self.request.user)
        welcome(mentor)
        messages.success(self.request, _("Bienvenue envoyée. La personne est active."))

    def _refuse(self, mentor: Mentor, data: dict[str, Any]) -> None:
        reason = plain_text(data["reason"], 300)
        if not reason:
            raise ValidationError(_("Dites pourquoi : la personne le lira."))
        mentor.refuse(self.request.user, reason)
        decline(mentor)
        messages.success(self.request, _("La réponse est envoyée."))

    def _ask(self, mentor: Mentor, data: dict[str, Any]) -> None:
        text = plain_text(data["question"], LONGEST_QUESTION)
        if not text:
            raise ValidationError(_("Écrivez votre question."))
        send_question(ask(mentor, self.request.user, text))
        messages.success(self.request, _("La question est envoyée."))

    def _note_training(self, mentor: Mentor, data: dict[str, Any]) -> None:
        training = data["training"], data["waiver"], data["trained_on"]
        mentor.note_training(self.request.user, *training)
        messages.success(self.request, _("C’est noté."))
