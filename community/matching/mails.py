"""What a mentor reads when a school is proposed, and a school when one accepts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.matching.models import Match
from mentors.mailing.posting import post, post_to_all


def announce(matches: Iterable[Match]) -> None:
    """Write one mail a mentor, whatever the number of schools proposed at once."""
    by_mentor: dict[int, list[Match]] = {}
    for match in matches:
        by_mentor.setdefault(match.mentor_id, []).append(match)
    for proposals in by_mentor.values():
        mentor = proposals[0].mentor
        post(
            mentor.user,
            "community/matching/mail_proposal.txt",
            {"mentor": mentor, "proposals": proposals},
            key=f"match-proposed:{min(match.pk for match in proposals)}",
            about=f"mentor {mentor.pk}",
            why=_("Vous êtes parent ressource et ouvert aux propositions."),
        )


def tell_school(match: Match) -> None:
    """Tell a school's contacts that somebody said yes."""
    contacts = match.school.contacts.select_related("user")
    post_to_all(
        [contact.user for contact in contacts],
        "community/matching/mail_accepted.txt",
        {"match": match},
        key=f"match-accepted:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous êtes contact de cet établissement sur Coéduc."),
    )
