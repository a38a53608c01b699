"""Changing a report that is told: freely for thirty days, then with a reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.sessions.after import ReportChange
from community.sessions.raising import raise_questions
from community.sessions.reports import LISTS, SessionReport

FREE = dt.timedelta(days=30)
TEXTS = {"notes", "questions", "quote"}


def needs_reason(report: SessionReport, by: Any) -> bool:
    """Its own author says nothing for thirty days; anybody else always says why."""
    is_late = report.territory.today() > report.recorded_on + FREE
    return is_late or report.author_id != by.pk


def correct(
    report: SessionReport,
    by: Any,
    values: dict[str, Any],
    lists: dict[str, Any],
    reason: str = "",
) -> bool:
    """Write what differs and keep a trace of it; False when nothing does.

    `lists` are what the report points at. ValidationError without a reason that is due.
    """
    if needs_reason(report, by) and not reason.strip():
        raise ValidationError(_("Dites pourquoi : la correction reste au dossier."))
    with transaction.atomic():
        held = SessionReport.objects.select_for_update().get(pk=report.pk)
        trace = _columns(held, values) | _lists(held, lists)
        if not trace:
            return False
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean(exclude=LISTS)
        held.save()
        for name, chosen in lists.items():
            getattr(held, name).set(chosen)
        raise_questions(held)
        ReportChange.objects.create(
            report=held, author=by, reason=reason.strip(), values=trace
        )
        log(held, "sessions.correct", user=by, data={"fields": sorted(trace)})
    return True


def _columns(report: SessionReport, values: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, after in values.items():
        before = getattr(report, name)
        if before != after:
            found[name] = None if name in TEXTS else [_plain(before), _plain(after)]
    return found


def _lists(report: SessionReport, lists: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, chosen in lists.items():
        before = sorted(str(one) for one in getattr(report, name).all())
        after = sorted(str(one) for one in chosen)
        if before != after:
            found[name] = [", ".join(before), ", ".join(after)]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def readable(change: ReportChange) -> list[str]:
    """Return the correction in words, a line for each column."""
    lines = []
    for name, pair in change.values.items():
        label = str(SessionReport._meta.get_field(name).verbose_name).capitalize()
        if pair is None:
            lines.append(_("%(label)s : texte modifié") % {"label": label})
        else:
            before, after = ("–" if one in (None, "") else one for one in pair)
            lines.append(f"{label} : {before} → {after}")
    return lines
