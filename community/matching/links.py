"""The links of a proposal's mail: its number, signed by the server, kept nowhere.

A link answers one proposal, once, before it expires; then it only says what happened.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from community.matching.models import Match

SALT = "community.matching.proposal"
LONGEST = 80  # characters; ours have some fifty


def token_for(match: Match) -> str:
    return Signer(salt=SALT, sep=".").sign(str(match.pk))


def path_for(match: Match, answer: str) -> str:
    return reverse(f"proposal:{answer}", args=[token_for(match)])


def match_of_link_or_404(token: str) -> Match:
    """The door of the link: whoever holds it is the mentor; a forged one is 404."""
    try:
        pk = Signer(salt=SALT, sep=".").unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    matches = Match.objects.select_related(
        "school__territory", "mentor__user", "request"
    )
    match = matches.filter(pk=pk).first()
    if match is None:
        raise Http404
    return match
