"""What people read when a school is proposed, and as the answers come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from community.matching.links import path_for
from community.matching.models import Match
from community.matching.plans import PlanRun
from mentors.mailing.posting import post, post_to_all

TOLD_AGAIN_AFTER = timedelta(hours=20)


def announce(matches: Iterable[Match]) -> None:
    """Write one mail a mentor, whatever the number of schools proposed at once."""
    _write_to_mentors(matches, "match-proposed", reminds=False)


def remind(matches: Iterable[Match]) -> int:
    """Ask once more, kindly; return how many mails. Asked twice, one leaves."""
    return _write_to_mentors(matches, "match-reminded", reminds=True)


def _write_to_mentors(matches: Iterable[Match], kind: str, *, reminds: bool) -> int:
    by_mentor: dict[int, list[Match]] = {}
    for match in matches:
        by_mentor.setdefault(match.mentor_id, []).append(match)
    return sum(_write(own, kind, reminds) for own in by_mentor.values())


def _write(proposals: list[Match], kind: str, reminds: bool) -> bool:
    mentor = proposals[0].mentor
    offers = [
        {"match": match, "yes": path_for(match, "yes"), "no": path_for(match, "no")}
        for match in proposals
    ]
    territory = proposals[0].school.territory
    context = {"mentor": mentor, "offers": offers, "reminds": reminds}
    posted = post(
        mentor.user,
        "community/matching/mail_proposal.txt",
        context
        | {
            "until": min(match.expires_at for match in proposals),
            "territory": territory,
        },
        key=f"{kind}:{min(match.pk for match in proposals)}",
        about=f"mentor {mentor.pk}",
        why=_("Vous êtes parent ressource et ouvert aux propositions."),
        is_secret=True,
    )
    return posted is not None


def tell_school(match: Match) -> None:
    """Tell a school's contacts that somebody said yes, and ask them if need be."""
    contacts = match.school.contacts.select_related("user").order_by("pk")
    post_to_all(
        [contact.user for contact in contacts],
        "community/matching/mail_accepted.txt",
        {"match": match},
        key=f"match-accepted:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous êtes contact de cet établissement sur Coéduc."),
    )


def tell_mentor(match: Match) -> None:
    """Tell the mentor what the school answered."""
    post(
        match.mentor.user,
        "community/matching/mail_school_answer.txt",
        {"match": match, "mentor": match.mentor},
        key=f"match-school-answer:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous avez dit oui à une école."),
    )


def tell_repaired(plan: PlanRun) -> None:
    """Tell who looks after the territory that somebody else can be proposed."""
    coordinators = plan.territory.coordinators.select_related("user").order_by("pk")
    post_to_all(
        [coordinator.user for coordinator in coordinators],
        "community/matching/mail_repaired.txt",
        {"plan": plan, "territory": plan.territory},
        key=f"plan-repaired:{plan.pk}",
        about=f"plans {plan.territory_id}",
        why=_("Vous coordonnez ce territoire."),
        cooldown=TOLD_AGAIN_AFTER,
    )
