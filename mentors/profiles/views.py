"""Applying in small saved steps, and keeping one's profile right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, UpdateView

from mentors.access import MemberMixin
from mentors.models import Mentor
from mentors.profiles.choices import (
    APPLYING_STATUSES,
    SERVING_STATUSES,
    MentorStatus,
    slot_label,
)
from mentors.profiles.life import ReplyForm
from mentors.profiles.mails import acknowledge, announce_application, send_answer
from mentors.profiles.phones import shown
from mentors.profiles.questions import ApplicationQuestion
from mentors.profiles.steps import CHARTER, STEPS, after, missing, progress


def own_profile(user: Any, *, begin: bool) -> Mentor:
    """Return the visitor's profile; only a first answer (`begin`) writes one."""
    profiles = Mentor.objects.select_related("user", "commune")
    if begin:
        return profiles.get_or_create(user=user)[0]
    return profiles.filter(user=user).first() or Mentor(user=user)


def may_change(mentor: Mentor, step: str) -> bool:
    """Before it is sent and once approved; in between, a new charter only."""
    if mentor.status == MentorStatus.SUBMITTED:
        return step == CHARTER and not mentor.has_current_charter
    return mentor.status in [*APPLYING_STATUSES, *SERVING_STATUSES]


class ApplicationView(MemberMixin, TemplateView):
    """Where the application stands, and the next thing to do."""

    template_name = "mentors/application.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentor = own_profile(self.request.user, begin=False)
        following = next(iter(missing(mentor) if mentor.pk else STEPS), None)
        return super().get_context_data(**kwargs) | {
            "mentor": mentor,
            "steps": progress(mentor, following),
            "next_step": following,
            "question": _open_question(mentor),
            "form": kwargs.get("form") or ReplyForm(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer the coordination's question."""
        question = _open_question(own_profile(request.user, begin=False))
        form = ReplyForm(request.POST)
        if not question:
            messages.info(request, _("Aucune question n’attend de réponse."))
            return redirect("mentor:apply")
        if form.is_valid():
            with transaction.atomic():
                question.reply(form.cleaned_data["answer"])
                send_answer(question)
            messages.success(request, _("Votre réponse est partie. Merci."))
            return redirect("mentor:apply")
        return self.render_to_response(self.get_context_data(form=form))


def _open_question(mentor: Mentor) -> ApplicationQuestion | None:
    return mentor.questions.open().first() if mentor.pk else None


class StepView(MemberMixin, UpdateView):
    template_name = "mentors/step.html"

    def get_object(self, queryset: Any = None) -> Mentor:
        if self.kwargs["step"] not in STEPS:
            raise Http404
        begins = self.request.method == "POST" and not self.only_looks
        mentor = own_profile(self.request.user, begin=begins)
        if not may_change(mentor, self.kwargs["step"]):
            raise PermissionDenied
        return mentor

    @property
    def only_looks(self) -> bool:
        """« Voir les écoles autour » shows the same step again, and keeps nothing."""
        return "look" in self.request.POST

    def get_form_class(self) -> Any:
        return STEPS[self.kwargs["step"]].form

    def form_valid(self, form: Any) -> HttpResponse:
        if self.only_looks:
            return self.form_invalid(form)
        form.instance.last_activity_at = timezone.now()
        step, mentor = self.kwargs["step"], form.save()
        if step == CHARTER:
            return self._sign(form, mentor)
        if mentor.status in SERVING_STATUSES:
            messages.success(self.request, _("C’est enregistré."))
            return redirect("mentor:profile")
        return redirect("mentor:apply_step", step=after(step))

    def _sign(self, form: Any, mentor: Mentor) -> HttpResponse:
        """Accept the charter; for an application, that also sends it."""
        if mentor.status not in APPLYING_STATUSES:
            mentor.accept_charter()
            messages.success(self.request, _("Merci, c’est enregistré."))
            is_serving = mentor.status in SERVING_STATUSES
            return redirect("mentor:profile" if is_serving else "mentor:apply")
        if (left := missing(mentor)) != [CHARTER]:
            messages.error(self.request, _("Il reste une étape avant l’envoi."))
            return redirect("mentor:apply_step", step=left[0])
        try:
            with transaction.atomic():
                mentor.submit()
                acknowledge(mentor)
                announce_application(mentor)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("mentor:apply")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step = self.kwargs["step"]
        return super().get_context_data(**kwargs) | {
            "step": step,
            "label": STEPS[step].label,
            "steps": progress(self.object, step),
            "is_profile": self.object.status not in APPLYING_STATUSES,
        }


class ProfileView(MemberMixin, TemplateView):
    template_name = "mentors/profile.html"

    def check_access(self, request: HttpRequest) -> None:
        self.mentor = (
            Mentor.objects.filter(user=request.user, status__in=SERVING_STATUSES)
            .select_related("user", "commune")
            .prefetch_related("themes", "languages")
            .first()
        )
        if not self.mentor:
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "mentor": self.mentor,
            "phone": shown(self.mentor.phone),
            "slots": [slot_label(slot) for slot in self.mentor.slots],
            "optional_steps": {s: one for s, one in STEPS.items() if one.is_optional},
        }
