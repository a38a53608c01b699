"""The links of a match's mails: its number, signed by the server, kept nowhere.

The mentor's answers one proposal, once, before it expires; the school's answer the
mentor's yes, then settle a date. Then all only say what happened.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from community.matching.models import Match

SALT = "community.matching.proposal"
SCHOOL_SALT = "community.matching.school"
LONGEST = 80  # characters; ours have some fifty


def token_for(match: Match) -> str:
    return Signer(salt=SALT, sep=".").sign(str(match.pk))


def path_for(match: Match, answer: str) -> str:
    return reverse(f"proposal:{answer}", args=[token_for(match)])


def school_token_for(match: Match) -> str:
    return Signer(salt=SCHOOL_SALT, sep=".").sign(str(match.pk))


def school_path(match: Match) -> str:
    """The school's secret address: it answers there, then reads what comes next."""
    return reverse("proposal:school", args=[school_token_for(match)])


def settle_path(match: Match) -> str:
    """The school's secret address: it chooses the date of the workshop there.

    Sessions answer it; known here by its name, they being above.
    """
    return reverse("school_link:settle", args=[school_token_for(match)])


def match_of_link_or_404(token: str) -> Match:
    """The door of the link: whoever holds it is the mentor; a forged one is 404."""
    return _match_or_404(token, SALT)


def match_of_school_link_or_404(token: str) -> Match:
    """The door of the school's link: whoever holds it speaks for the school."""
    return _match_or_404(token, SCHOOL_SALT)


def _match_or_404(token: str, salt: str) -> Match:
    try:
        pk = Signer(salt=salt, sep=".").unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    matches = Match.objects.select_related(
        "school__territory", "mentor__user", "request"
    )
    match = matches.filter(pk=pk).first()
    if match is None:
        raise Http404
    return match
