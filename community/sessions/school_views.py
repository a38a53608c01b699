"""A school's pages of a workshop: settling its date, then what may be said about it.

By a link, or by the account of one of its contacts: the same page, another door.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from community.matching.choices import TAKEN_STATUSES
from community.matching.links import match_of_school_link_or_404
from community.matching.models import Match
from community.matching.permissions import match_of_school_or_404
from community.sessions import conversation
from community.sessions.choices import SessionStatus, Side
from community.sessions.models import AwarenessSession
from community.sessions.school_answers import (
    confirm,
    move,
    refuse,
    settle,
    settled,
    themes_of,
)
from community.sessions.school_forms import MessageForm, SchoolMomentForm
from community.sessions.school_links import (
    session_of_link_or_404,
    session_of_school_or_404,
    session_path,
)
from community.sessions.stop_forms import SchoolStopForm
from mentors.access import MemberMixin
from resources.secret_addresses import SecretAddressMixin

CONFLICT = 409


# The link is the whole authority: no session stands behind it that another site could
# borrow, and under `no-referrer` a browser sends no origin that could be checked.
@method_decorator(csrf_exempt, name="dispatch")
class ByLink(SecretAddressMixin):
    """No account: the link says for whom."""

    is_account = False
    by: Any = None


class Settling(TemplateView):
    """Choose the day of a match that has none."""

    template_name = "community/sessions/school_settle.html"
    is_account = False
    by: Any = None

    def match(self) -> Match:
        raise NotImplementedError

    def page_of(self, session: AwarenessSession) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = self.match()
        if session := settled(match):
            return redirect(self.page_of(session))
        return self.shown(match, self.form(match))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = self.match()
        form = self.form(match, request.POST)
        if not settled(match) and (not form.is_valid() or form.has_news):
            return self.shown(match, form)
        if session := settled(match):
            return redirect(self.page_of(session))
        data = form.cleaned_data
        try:
            session = settle(match, self.by, data["starts_at"], data["place"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.shown(match, form)
        return redirect(self.page_of(session))

    def form(self, match: Match, data: Any = None) -> SchoolMomentForm:
        days = match.request.wished_days if match.request else []
        future = [day for day in days if day > timezone.localdate()]
        return SchoolMomentForm(
            data,
            school=match.school,
            team=[match.mentor],
            initial={"day": future[0]} if future else {},
        )

    def shown(self, match: Match, form: SchoolMomentForm) -> HttpResponse:
        context = {
            "match": match,
            "form": form,
            "themes": ", ".join(str(theme) for theme in themes_of(match)),
            "is_open": match.status in TAKEN_STATUSES,
            "is_account": self.is_account,
        }
        return self.render_to_response(self.get_context_data(**context))


class SettleByLinkView(ByLink, Settling):
    def match(self) -> Match:
        return match_of_school_link_or_404(self.kwargs["token"])

    def page_of(self, session: AwarenessSession) -> str:
        return session_path(session)


class SettleView(MemberMixin, Settling):
    is_account = True

    def match(self) -> Match:
        self.by = self.request.user
        match = match_of_school_or_404(self.by, self.kwargs["pk"])
        if not match.school.contacts.filter(user=self.by).exists():
            raise Http404
        return match

    def page_of(self, session: AwarenessSession) -> str:
        return reverse("school_link:own", args=[session.pk])


class Speaking(TemplateView):
    """One session, and what the school may say about it: one answer at a time."""

    template_name = "community/sessions/school_session.html"
    is_account = False
    by: Any = None

    def fetch(self) -> AwarenessSession:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(self.fetch())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = self.fetch()
        answers = {
            "confirm": self.confirm,
            "move": self.move,
            "stop": self.stop,
            "write": self.write,
        }
        answer = answers.get(request.POST.get("action", ""))
        if answer is None:
            raise Http404
        try:
            form = answer(session, request.POST)
        except ValidationError as error:
            return self.shown(self.fetch(), refused=error.messages, status=CONFLICT)
        if form is not None:
            return self.shown(session, **form)
        return redirect(request.path)

    def confirm(self, session: AwarenessSession, data: Any) -> None:
        confirm(session, self.by, seen_in(data))

    def move(self, session: AwarenessSession, data: Any) -> dict[str, Any] | None:
        form = self.moment_form(session, data)
        if not form.is_valid() or form.has_news:
            return {"moment": form}
        chosen = form.cleaned_data
        move(session, self.by, seen_in(data), chosen["starts_at"], chosen["place"])
        return None

    def stop(self, session: AwarenessSession, data: Any) -> dict[str, Any] | None:
        form = SchoolStopForm(data)
        if not form.is_valid():
            return {"stopping": form}
        chosen = form.cleaned_data
        refuse(session, self.by, chosen["how"], chosen["reason"])
        return None

    def write(self, session: AwarenessSession, data: Any) -> dict[str, Any] | None:
        form = MessageForm(data)
        if not form.is_valid():
            return {"message": form}
        words = form.cleaned_data
        said = conversation.send(
            session, Side.SCHOOL, self.by, words["key"], words["text"]
        )
        return {"said": said}

    def moment_form(self, session: AwarenessSession, data: Any = None) -> Any:
        team = [session.mentor, *session.co_mentors.order_by("pk")]
        day, hour = session.local_start.date(), session.local_start.time()
        is_off = session.status == SessionStatus.POSTPONED
        start = {} if is_off else {"day": day, "hour": hour}
        start |= {"place": session.place, "sequence": session.sequence}
        own = {"school": session.school, "team": team, "session": session}
        return SchoolMomentForm(data, initial=start, **own)

    def shown(
        self, session: AwarenessSession, status: int = 200, **forms_and_words: Any
    ) -> HttpResponse:
        is_past = session.starts_at <= timezone.now()
        context = {
            "session": session,
            "is_past": is_past,
            "is_account": self.is_account,
            "report": getattr(session, "report", None),
            "messages_sent": session.messages.all()[:20],
            "moment": self.moment_form(session),
            "stopping": SchoolStopForm(),
            "message": MessageForm(),
            "can_write": conversation.is_open_to_words(session),
        }
        context |= forms_and_words
        return self.render_to_response(self.get_context_data(**context), status=status)


class SessionByLinkView(ByLink, Speaking):
    def fetch(self) -> AwarenessSession:
        return session_of_link_or_404(self.kwargs["token"])


class OwnSessionView(MemberMixin, Speaking):
    is_account = True

    def fetch(self) -> AwarenessSession:
        self.by = self.request.user
        return session_of_school_or_404(self.by, self.kwargs["pk"])


def seen_in(data: Any) -> int:
    """Return the revision that the page showed; ValidationError when it is not one."""
    return forms.IntegerField(min_value=0, max_value=10**6).clean(data.get("sequence"))
