"""The coordinator's queue: who applies, who is active, and one person at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from mentors.access import CoordinatorMixin, can_coordinate
from mentors.communes.search import fold_name, spelt
from mentors.coordination.choosing import OneTerritoryFilter, OneTerritoryMixin
from mentors.models import Mentor
from mentors.profiles.choices import MentorStatus, Training, slot_label
from mentors.profiles.mails import decline, send_question, welcome
from mentors.profiles.phones import shown
from mentors.profiles.questions import LONGEST_QUESTION, ask
from resources.paging import PagedListView
from resources.sanitiser import plain_text


def mentor_or_404(user: Any, pk: int) -> Mentor:
    """The one door to a mentor: another territory's coordinator gets 404.

    A list never crosses territories, so a coordinator elsewhere is a stranger here.
    """
    mentors = Mentor.objects.select_related("user", "commune__territory")
    mentor = get_object_or_404(mentors, pk=pk)
    if not mentor.user or not mentor.commune:
        raise Http404
    if not can_coordinate(user, mentor.commune.territory):
        raise Http404
    return mentor


class QueueFilter(OneTerritoryFilter):
    etat = forms.ChoiceField(
        label=gettext_lazy("État"),
        required=False,
        choices=[("", gettext_lazy("Tous")), *MentorStatus.choices],
    )
    q = forms.CharField(label=gettext_lazy("Nom"), required=False, max_length=80)

    def apply(self, mentors: Any) -> Any:
        """Narrow `mentors`; a value that means nothing filters nothing."""
        self.is_valid()
        if status := self.cleaned_data.get("etat"):
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


class DecisionForm(forms.Form):
    training = forms.ChoiceField(
        label=gettext_lazy("Formation"),
        choices=Training.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    waiver = forms.CharField(
        label=gettext_lazy("Si elle n’est pas suivie, pourquoi en dispenser ?"),
        required=False,
        max_length=300,
    )
    question = forms.CharField(
        label=gettext_lazy("Une question à lui poser"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison du refus"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("La personne la lira telle quelle."),
    )


class MentorDetailView(CoordinatorMixin, TemplateView):
    template_name = "mentors/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentor = mentor_or_404(self.request.user, self.kwargs["pk"])
        initial = {"training": mentor.training, "waiver": mentor.training_waiver}
        return super().get_context_data(**kwargs) | {
            "mentor": mentor,
            "form": kwargs.get("form") or DecisionForm(initial=initial),
            "can_decide": mentor.status == MentorStatus.SUBMITTED,
            "phone": shown(mentor.phone),
            "slots": [slot_label(slot) for slot in mentor.slots],
            "questions": mentor.questions.all(),
            "year": mentor.year_answers.first(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mentor, form = mentor_or_404(request.user, pk), DecisionForm(request.POST)
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
        mentor.training_waiver = plain_text(data["waiver"], 300)
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
        waiver = plain_text(data["waiver"], 300)
        mentor.note_training(self.request.user, data["training"], waiver)
        messages.success(self.request, _("C’est noté."))
