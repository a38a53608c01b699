"""Recording a report once and only once, whatever the network repeats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.requests.choices import RequestStatus
from community.requests.models import SessionRequest
from community.sessions.choices import SessionStatus
from community.sessions.follow_up import invite_school
from community.sessions.models import AwarenessSession
from community.sessions.raising import raise_questions
from community.sessions.reports import SessionReport
from mentors.profiles.models import Mentor
from resources.durable import on_disk


def record_report(
    mentor: Mentor,
    client_uuid: UUID,
    fields: dict[str, Any],
    **lists: Any,
) -> tuple[SessionReport, bool]:
    """Save a mentor's report and mark its session held.

    `lists` are its themes, resources and terms. A replay (same `client_uuid`) answers
    with the first report and False, and changes nothing. ValidationError when the
    session was already told otherwise, or when the identifier is somebody else's.
    """
    if earlier := SessionReport.objects.filter(client_uuid=client_uuid).first():
        return _replay(earlier, mentor), False
    try:
        with on_disk():
            return _create(mentor, client_uuid, fields, lists), True
    except IntegrityError:
        earlier = SessionReport.objects.filter(client_uuid=client_uuid).first()
        if earlier:
            return _replay(earlier, mentor), False
        raise ValidationError(_("Cet atelier est déjà raconté.")) from None


def _replay(report: SessionReport, mentor: Mentor) -> SessionReport:
    if report.mentor_id != mentor.pk:
        raise ValidationError(_("Cet envoi appartient à quelqu’un d’autre."))
    return report


def _create(
    mentor: Mentor,
    client_uuid: UUID,
    fields: dict[str, Any],
    lists: dict[str, Any],
) -> SessionReport:
    report = SessionReport(
        client_uuid=client_uuid,
        mentor=mentor,
        author=mentor.user,
        recorded_on=fields["school"].territory.today(),
        **fields,
    )
    report.save()
    for name, chosen in lists.items():
        getattr(report, name).set(chosen)
    raise_questions(report)
    if report.session_id:
        AwarenessSession.objects.filter(pk=report.session_id).update(
            status=SessionStatus.HELD
        )
    if request := _answered_by(report):
        request.follow(RequestStatus.FULFILLED, mentor.user)
    Mentor.objects.filter(pk=mentor.pk).update(last_activity_at=timezone.now())
    log(report, "sessions.report", user=mentor.user)
    invite_school(report)
    return report


def _answered_by(report: SessionReport) -> SessionRequest | None:
    """The request that this workshop served: its plan's, else that of the match."""
    if report.session:
        return report.session.request
    matches = report.mentor.matches.active().filter(school=report.school)
    match = matches.filter(request__isnull=False).select_related("request").first()
    return match.request if match else None
