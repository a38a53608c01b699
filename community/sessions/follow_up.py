"""The coordination asks about a report, its author answers, the school has its word."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.requests.school_voice import VoiceKind, voice_of, write_to_school
from community.sessions.after import FollowUp, SchoolWord, Word
from community.sessions.reports import SessionReport
from mentors.coordination.in_charge import person_or_those_in_charge
from mentors.mailing.posting import post_to_all

SALT = "community.sessions.school"
LONGEST = 80  # characters; ours have some fifty
FOLDER = "community/sessions"
FRESH_DAYS = 14  # an older report is no news to a school


def ask(report: SessionReport, by: Any, question: str) -> FollowUp:
    """Ask the author, by mail; one question at a time."""
    try:
        with transaction.atomic():
            asked = FollowUp.objects.create(
                report=report, asked_by=by, question=question
            )
            log(report, "sessions.ask", user=by)
            if report.mentor.user:
                _write([report.mentor.user], "asked", asked)
    except IntegrityError:
        raise ValidationError(_("Une question attend déjà sa réponse.")) from None
    return asked


def answer(asked: FollowUp, by: Any, words: str) -> None:
    with transaction.atomic():
        held = FollowUp.objects.select_for_update().get(pk=asked.pk)
        if held.answered_at:
            raise ValidationError(_("Vous avez déjà répondu."))
        held.answer, held.answered_at = words, timezone.now()
        held.save(update_fields=["answer", "answered_at"])
        log(held.report, "sessions.answer", user=by)
        place = held.report.territory_id
        _write(person_or_those_in_charge(held.asked_by, place), "answered", held)


def _write(people: list[Any], what: str, asked: FollowUp) -> None:
    post_to_all(
        people,
        f"{FOLDER}/mail_{what}.txt",
        {"asked": asked, "report": asked.report},
        key=f"report-{what}:{asked.pk}",
        about=f"report {asked.report_id}",
        why=_("Vous avez raconté cet atelier.")
        if what == "asked"
        else _("La coordination avait posé une question sur cet atelier."),
    )


def path_for(report: SessionReport) -> str:
    """The school's secret address: signed, so that nothing of it is stored."""
    return reverse("school_word:say", args=[Signer(salt=SALT).sign(str(report.pk))])


def report_or_404(token: str) -> SessionReport:
    """The door of the link: whoever holds it speaks for the school."""
    try:
        pk = Signer(salt=SALT).unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    reports = SessionReport.objects.select_related(
        "school", "mentor__user", "school_word"
    )
    report = reports.prefetch_related("themes").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def invite_school(report: SessionReport) -> int:
    """Tell whoever speaks for the school that the session is told; return how many.

    A school that has no address is not telephoned for so little.
    """
    request = report.session.request if report.session else None
    is_old = (timezone.localdate() - report.held_on).days > FRESH_DAYS
    if is_old or voice_of(report.school, request).kind == VoiceKind.NOBODY:
        return 0
    return write_to_school(
        report.school,
        f"{FOLDER}/mail_told.txt",
        {"report": report, "path": path_for(report)},
        key=f"report-told:{report.pk}",
        about=f"report {report.pk}",
        why=_("Un atelier a eu lieu dans votre école."),
        request=request,
        is_secret=True,
    ).count


def say(report: SessionReport, word: str, comment: str) -> None:
    """Keep the school's word, the first one; ValidationError when it has spoken."""
    if word not in Word.values:
        raise ValidationError(_("Choisissez une réponse."))
    if word == Word.DOUBTED and not comment:
        raise ValidationError(_("Dites ce qui s’est passé."))
    try:
        with transaction.atomic():
            # By its key: the report must go on showing what the school said first.
            SchoolWord.objects.create(report_id=report.pk, word=word, comment=comment)
            log(report, "sessions.word", data={"word": word})
    except IntegrityError:
        raise ValidationError(_("L’école a déjà répondu. Merci.")) from None
