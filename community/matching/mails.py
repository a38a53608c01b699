"""What a mentor reads when a school is proposed to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.matching.models import Match


def announce(matches: Iterable[Match]) -> None:
    """Send one mail per mentor, after the transaction that made the proposals."""
    by_mentor: dict[int, list[Match]] = {}
    for match in matches:
        by_mentor.setdefault(match.mentor_id, []).append(match)
    for proposals in by_mentor.values():
        transaction.on_commit(lambda proposals=proposals: _send(proposals), robust=True)


def _send(proposals: list[Match]) -> None:
    mentor = proposals[0].mentor
    body = render_to_string(
        "community/matching/mail_proposal.txt",
        {
            "mentor": mentor,
            "proposals": proposals,
            "site": settings.WAGTAILADMIN_BASE_URL,
        },
    )
    subject = (
        _("Une école vous attend")
        if len(proposals) == 1
        else _("%(n)s écoles vous attendent") % {"n": len(proposals)}
    )
    EmailMessage(subject, body, to=[mentor.user.email]).send()


def tell_school(match: Match) -> None:
    """Tell a school's contacts that somebody said yes, once that is certain."""
    transaction.on_commit(lambda: _send_to_school(match), robust=True)


def _send_to_school(match: Match) -> None:
    emails = match.school.contacts.values_list("user__email", flat=True)
    body = render_to_string(
        "community/matching/mail_accepted.txt",
        {"match": match, "site": settings.WAGTAILADMIN_BASE_URL},
    )
    for email in emails:
        EmailMessage(
            _("Un parent ressource viendra chez vous"), body, to=[email]
        ).send()
