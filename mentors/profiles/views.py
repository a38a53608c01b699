"""Applying in small saved steps, and keeping one's profile right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, UpdateView

from mentors.access import MemberMixin
from mentors.models import Mentor
from mentors.profiles.choices import MentorStatus
from mentors.profiles.forms import STEPS
from mentors.profiles.mails import acknowledge

EDITABLE = [
    MentorStatus.DRAFT,
    MentorStatus.REFUSED,
    MentorStatus.APPROVED,
    MentorStatus.PAUSED,
]


def own_profile(user: Any, *, begin: bool) -> Mentor:
    """Return the visitor's profile; only a first answer (`begin`) writes one."""
    profiles = Mentor.objects.select_related("user", "commune")
    if begin:
        return profiles.get_or_create(user=user)[0]
    return profiles.filter(user=user).first() or Mentor(user=user)


def steps_done(mentor: Mentor) -> dict[str, bool]:
    """Say, step by step, whether the answers that matching needs are there."""
    return {
        "vous": bool(mentor.user.first_name and mentor.user.last_name),
        "lieu": bool(mentor.commune_id),
        "disponibilites": bool(mentor.slots),
        "envies": bool(mentor.pk)
        and mentor.themes.exists()
        and mentor.languages.exists(),
        "charte": mentor.status not in (MentorStatus.DRAFT, MentorStatus.REFUSED),
    }


class ApplicationView(MemberMixin, TemplateView):
    """Where the application stands, and the next thing to do."""

    template_name = "mentors/application.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        mentor = Mentor.objects.filter(user=user).select_related("user").first()
        done = steps_done(mentor) if mentor else dict.fromkeys(STEPS, False)
        following = next((step for step, ready in done.items() if not ready), None)
        return super().get_context_data(**kwargs) | {
            "mentor": mentor,
            "steps": progress(done, following),
            "next_step": following,
        }


def progress(done: dict[str, bool], current: str | None) -> list[dict[str, Any]]:
    return [
        {"slug": slug, "label": label, "done": done[slug], "now": slug == current}
        for slug, (label, _form) in STEPS.items()
    ]


class StepView(MemberMixin, UpdateView):
    template_name = "mentors/step.html"

    def get_object(self, queryset: Any = None) -> Mentor:
        if self.kwargs["step"] not in STEPS:
            raise Http404
        mentor = own_profile(self.request.user, begin=self.request.method == "POST")
        if mentor.status not in EDITABLE:
            raise PermissionDenied
        return mentor

    def get_form_class(self) -> Any:
        return STEPS[self.kwargs["step"]][1]

    def form_valid(self, form: Any) -> HttpResponse:
        step, mentor = self.kwargs["step"], form.save()
        if mentor.status in (MentorStatus.APPROVED, MentorStatus.PAUSED):
            messages.success(self.request, _("C’est enregistré."))
            return redirect("mentor:profile")
        if step == "charte":
            return self._submit(form, mentor)
        return redirect("mentor:apply_step", step=self._after(step))

    def _after(self, step: str) -> str:
        order = list(STEPS)
        return order[order.index(step) + 1]

    def _submit(self, form: Any, mentor: Mentor) -> HttpResponse:
        missing = [step for step, ready in steps_done(mentor).items() if not ready]
        if missing != ["charte"]:
            messages.error(self.request, _("Il reste une étape avant l’envoi."))
            return redirect("mentor:apply_step", step=missing[0])
        try:
            mentor.submit()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        acknowledge(mentor)
        return redirect("mentor:apply")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step = self.kwargs["step"]
        return super().get_context_data(**kwargs) | {
            "step": step,
            "label": STEPS[step][0],
            "steps": progress(steps_done(self.object), step),
            "is_profile": self.object.status == MentorStatus.APPROVED,
        }


class ProfileView(MemberMixin, TemplateView):
    template_name = "mentors/profile.html"

    def check_access(self, request: HttpRequest) -> None:
        self.mentor = (
            Mentor.objects.filter(
                user=request.user,
                status__in=[MentorStatus.APPROVED, MentorStatus.PAUSED],
            )
            .select_related("user", "commune")
            .prefetch_related("themes", "languages")
            .first()
        )
        if not self.mentor:
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mentor": self.mentor}
