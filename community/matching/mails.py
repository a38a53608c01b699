"""What people read when a school is proposed, and as the answers come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from community.matching.choices import MatchStatus
from community.matching.links import path_for, school_path, settle_path
from community.matching.models import Match
from community.matching.plans import PlanRun
from community.requests.school_voice import (
    Told,
    VoiceKind,
    voice_of,
    write_to_school,
)
from mentors.coordination.in_charge import write_to_those_in_charge
from mentors.mailing.posting import post
from mentors.profiles.shown import for_school

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


def tell_school(match: Match) -> Told:
    """Tell a school that somebody said yes, and ask it if need be."""
    return _write_to_school(match, "match-accepted")


def remind_school(match: Match) -> Told:
    """Ask a school once more; asked twice, one mail leaves."""
    return _write_to_school(match, "match-school-reminded")


def tell_welcomed(match: Match, by: Any) -> Told | None:
    """Tell a school that a yes was given in its name; `by` knows.

    None where nobody can be written to: it was telephoned, it knows.
    """
    if voice_of(match.school, match.request).kind == VoiceKind.NOBODY:
        return None
    return _write_to_school(match, "match-welcomed", but=by)


def _write_to_school(match: Match, kind: str, but: Any = None) -> Told:
    name = match.mentor.display_name
    call = (
        _("%(name)s, parent ressource, peut venir. Choisissez une date ensemble.")
        if match.status == MatchStatus.ACTIVE
        else _("%(name)s, parent ressource, peut venir. Êtes-vous d’accord ?")
    )
    return write_to_school(
        match.school,
        "community/matching/mail_accepted.txt",
        {
            "match": match,
            "mentor": for_school(match.mentor, both_accepted=False),
            "path": school_path(match),
            "date_path": settle_path(match),
            "reminds": kind == "match-school-reminded",
        },
        key=f"{kind}:{match.pk}",
        about=f"match {match.pk}",
        why=_("Un parent ressource a dit oui pour votre école."),
        ask_call=call % {"name": name},
        request=match.request,
        but=but,
        is_secret=True,
    )


def tell_those_in_charge(match: Match, told: Told) -> list[Any]:
    """Tell who answers for the territory that somebody said yes; return to whom.

    Where nobody speaks for the school they were asked to telephone: one mail is enough.
    """
    if told.kind == VoiceKind.NOBODY and told.count:
        return []
    return write_to_those_in_charge(
        match.school.territory_id,
        "community/matching/mail_accepted_desk.txt",
        {"match": match, "told": told},
        key=f"match-accepted-desk:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous répondez de ce territoire."),
    )


def tell_mentor(match: Match) -> bool:
    """Tell the mentor what the school answered, or that it did not; say whether."""
    if match.mentor.user is None:
        return False
    mail = post(
        match.mentor.user,
        "community/matching/mail_school_answer.txt",
        {"match": match, "mentor": match.mentor},
        key=f"match-school-answer:{match.pk}",
        about=f"match {match.pk}",
        why=_("Vous avez dit oui à une école."),
    )
    return mail is not None


def tell_repaired(plan: PlanRun) -> list[Any]:
    """Tell who answers for the territory that somebody else can be proposed."""
    return write_to_those_in_charge(
        plan.territory_id,
        "community/matching/mail_repaired.txt",
        {"plan": plan, "territory": plan.territory},
        key=f"plan-repaired:{plan.pk}",
        about=f"plans {plan.territory_id}",
        why=_("Vous répondez de ce territoire."),
        cooldown=TOLD_AGAIN_AFTER,
    )
