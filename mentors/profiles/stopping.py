"""The desk pauses, suspends or ends somebody, told first of what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from mentors.access import CoordinatorMixin
from mentors.models import Mentor
from mentors.profiles.choices import SERVING_STATUSES, MentorStatus
from mentors.profiles.desk_forms import DeskPauseForm, LiftForm, StopForm
from mentors.profiles.mails import tell_decision
from mentors.profiles.permissions import mentor_or_404
from mentors.profiles.stepping_back import foreseen


@dataclass(frozen=True)
class Act:
    """One decision: its words, what it asks, whom it may concern, what it ends."""

    title: str | Promise
    lede: str | Promise
    form: type[forms.Form]
    concerns: Callable[[Mentor], bool]
    do: Callable[[Mentor, Any, dict[str, Any]], None]
    ends_all: bool | None = None  # None: nothing ends


ACTS: dict[str, Act] = {
    "pause": Act(
        gettext_lazy("Mettre en pause"),
        gettext_lazy(
            "Aucune nouvelle école ne lui est proposée. Ses écoles et ses ateliers "
            "restent. Cette personne peut revenir quand elle veut."
        ),
        DeskPauseForm,
        lambda mentor: mentor.status == MentorStatus.APPROVED,
        lambda mentor, by, said: mentor.pause(by, said["until"], said["reason"]),
        ends_all=False,
    ),
    "suspension": Act(
        gettext_lazy("Suspendre"),
        gettext_lazy(
            "Tout s’arrête maintenant. Elle ne revient pas d’elle-même\u00a0: "
            "la coordination seule lève la suspension."
        ),
        StopForm,
        lambda mentor: mentor.status in SERVING_STATUSES and not mentor.is_suspended,
        lambda mentor, by, said: mentor.suspend(by, said["reason"]),
        ends_all=True,
    ),
    "reprise": Act(
        gettext_lazy("Lever la suspension"),
        gettext_lazy(
            "Cette personne redevient parent ressource. Ses anciennes écoles ne lui "
            "sont pas rendues\u00a0: il faut les lui proposer de nouveau."
        ),
        LiftForm,
        lambda mentor: mentor.is_suspended,
        lambda mentor, by, said: mentor.lift_suspension(by),
    ),
    "depart": Act(
        gettext_lazy("Mettre fin à son engagement"),
        gettext_lazy(
            "Cette personne n’est plus parent ressource. Pour le redevenir, elle devra "
            "envoyer une nouvelle candidature."
        ),
        StopForm,
        lambda mentor: mentor.status in SERVING_STATUSES,
        lambda mentor, by, said: mentor.leave(by, said["reason"]),
        ends_all=True,
    ),
}


def possible_acts(mentor: Mentor) -> list[tuple[str, str | Promise]]:
    """Return the decisions that the state allows: slug and title of each."""
    return [(slug, act.title) for slug, act in ACTS.items() if act.concerns(mentor)]


class MentorActView(CoordinatorMixin, FormView):
    template_name = "mentors/act.html"

    def check_access(self, request: HttpRequest) -> None:
        super().check_access(request)
        self.mentor = mentor_or_404(request.user, self.kwargs["pk"])
        if self.kwargs["act"] not in ACTS:
            raise Http404
        self.act = ACTS[self.kwargs["act"]]

    def get_form_class(self) -> type[forms.Form]:
        return self.act.form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ends_all = self.act.ends_all
        return super().get_context_data(**kwargs) | {
            "mentor": self.mentor,
            "act": self.act,
            "is_possible": self.act.concerns(self.mentor),
            "followers": []
            if ends_all is None
            else foreseen(self.mentor, ends_all=ends_all),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            with transaction.atomic():
                self.act.do(self.mentor, self.request.user, form.cleaned_data)
                told = tell_decision(self.mentor, self.kwargs["act"], self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        said = (
            _("C’est fait. %(name)s a reçu un message.") if told else _("C’est fait.")
        )
        messages.success(self.request, said % {"name": self.mentor.display_name})
        return redirect("mentor_desk:detail", pk=self.mentor.pk)
