"""The school's own address of a session: its number, signed, kept nowhere.

Whoever holds it speaks for the school. A visit changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from community.sessions.models import AwarenessSession

SALT = "community.sessions.school_link"
LONGEST = 80  # characters; ours have some fifty


def session_token(session: AwarenessSession) -> str:
    return Signer(salt=SALT, sep=".").sign(str(session.pk))


def session_path(session: AwarenessSession) -> str:
    return reverse("school_link:session", args=[session_token(session)])


def session_of_link_or_404(token: str) -> AwarenessSession:
    """The door of the link; a forged one does not exist."""
    try:
        pk = Signer(salt=SALT, sep=".").unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    return get_object_or_404(_sessions(), pk=pk)


def session_of_school_or_404(user: Any, pk: int) -> AwarenessSession:
    """The door of an account: the school's contacts; unknown to all others."""
    sessions = _sessions().filter(school__contacts__user=user)
    return get_object_or_404(sessions.distinct(), pk=pk)


def _sessions() -> Any:
    sessions = AwarenessSession.objects.select_related(
        "school__territory", "mentor__user", "request", "report"
    )
    return sessions.prefetch_related("themes")
