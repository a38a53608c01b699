"""The page behind a poster's code: « je suis là », then three questions.

No account and no cookie. The form carries a number drawn at random, which the browser
keeps when it can: the same phone is the same number, and speaks once.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.generic import FormView

from community.requests.public import CookielessMixin
from community.sessions.raising import raise_from_phone
from community.sessions.survey.doors import door_of, session_behind
from community.sessions.survey.forms import SurveyForm
from community.sessions.survey.models import CheckIn, SurveyAnswer
from community.sessions.survey.wording import all_words, words_for
from resources.feedback import protection

# Many phones of one workshop share the school's address, or their operator's.
MOST = 150


class DoorView(CookielessMixin, FormView):
    template_name = "community/sessions/survey/door.html"
    form_class = SurveyForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.words = words_for(request)
        self.session = session_behind(kwargs["code"])
        self.door = door_of(self.session) if self.session else None
        self.token = str(uuid.uuid4())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(200 if self.session else 404)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.session is None:
            return self.page(404)
        self.token = _number(request.POST.get("token", "")) or self.token
        is_check_in = request.POST.get("action") == "here"
        if not (self.door.takes_check_in if is_check_in else self.door.takes_answers):
            return self.page(409)
        return self.check_in() if is_check_in else self.answer()

    def check_in(self) -> HttpResponse:
        if protection.comes_too_often(self.request, "check-in", MOST):
            return self.page(429, problem=self.words["survey"]["often"])
        CheckIn.keep(self.session, self.token)
        return self.page(200)

    def answer(self) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.page(400, form=form)
        if protection.comes_too_often(self.request, "survey", MOST):
            return self.page(429, form=form, problem=self.words["survey"]["often"])
        with transaction.atomic():
            said = form.cleaned_data["question"]
            if SurveyAnswer.keep(self.session, self.token, **form.measures()) and said:
                raise_from_phone(self.session, said)
        return self.page(200)

    def page(self, status: int, **context: Any) -> HttpResponse:
        context.setdefault("form", SurveyForm(words=self.words))
        response = self.render_to_response(
            self.get_context_data(**context), status=status
        )
        response["Vary"] = "Accept-Language"
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"words": self.words}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "door": self.door,
            "words": self.words,
            "languages": all_words(),
            "token": self.token,
            "problem": kwargs.get("problem", ""),
            "shut": self.words["state"].get(self.door.why_shut) if self.door else "",
            **self.said(),
        }

    def said(self) -> dict[str, bool]:
        """What this phone said already; a page that is only read asks nothing."""
        if self.session is None or self.request.method != "POST":
            return {"is_here": False, "has_answered": False}
        return {
            "is_here": CheckIn.is_kept(self.session, self.token),
            "has_answered": SurveyAnswer.is_kept(self.session, self.token),
        }


def _number(text: str) -> str:
    """Return a number drawn by us or by the script, "" for anything else."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""
