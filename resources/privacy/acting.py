"""What the table of personal data is for: purge, export, erasure."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import FileField

from resources.jobs.daily import daily
from resources.privacy.erasures import mark_of, note, noted
from resources.privacy.table import TABLE, Kept


def purge(day: dt.date, *, dry_run: bool) -> dict[str, int]:
    """Forget every row whose time is over; return how many, by model."""
    counts = {}
    for name, kept in TABLE.items():
        if kept.overdue and kept.erase:
            with transaction.atomic():
                rows = kept.rows.filter(kept.overdue(day))
                counts[name] = rows.count()
                if not dry_run and counts[name]:
                    kept.erase(rows)
    return counts


@daily("privacy.purge", hour=4)
def purge_every_night(day: dt.date) -> None:
    """Also mend a restore that nobody prepared."""
    purge(day, dry_run=False)
    erase_again()


def export(user: Any) -> str:
    """Return all that is kept of a person, as JSON that a person can read."""
    told = {str(kept.title): _told(kept, user) for kept in TABLE.values()}
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _told(kept: Kept, user: Any) -> list[dict[str, Any]]:
    rows = kept.rows.filter(kept.whose(user)).distinct().order_by("pk")
    return [{name: _value(row, name) for name in kept.fields} for row in rows]


def _value(row: Any, name: str) -> Any:
    """Return a field as words: labels rather than numbers."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [str(other) for other in getattr(row, name).all()]
    if field.is_relation or isinstance(field, FileField):
        return str(getattr(row, name) or "")
    return field.value_from_object(row)


@transaction.atomic
def erase(user: Any) -> None:
    """Forget a person everywhere.

    Their rows are found first: once a profile is nobody's, what hangs on it is too. The
    account goes last, for what erases may still have to name it; then it is noted, so
    that what failed before is not.
    """
    mark = mark_of(user)
    mine = [(kept, _keys(kept, user)) for kept in TABLE.values() if kept.erase]
    for kept, keys in sorted(mine, key=lambda found: _is_account(found[0])):
        kept.erase(kept.rows.filter(pk__in=keys))
    note(mark)


def erase_again() -> int:
    """Erase whoever a restored backup brought back; return how many."""
    gone = noted()
    people = get_user_model().objects.all() if gone else []
    back = [user for user in people if mark_of(user) in gone]
    for user in back:
        erase(user)
    return len(back)


def _keys(kept: Kept, user: Any) -> list[Any]:
    return list(kept.rows.filter(kept.whose(user)).values_list("pk", flat=True))


def _is_account(kept: Kept) -> bool:
    return kept.model == settings.AUTH_USER_MODEL
