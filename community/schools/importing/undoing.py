"""Undoing the last import: all of it or nothing, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from community.schools.choices import WORKING_STATUSES, ImportStatus, LineAction
from community.schools.duplicates import links
from community.schools.importing.models import ImportLine, SchoolImport
from community.schools.importing.rows import FIELDS, Row
from community.schools.importing.staging import staged
from community.schools.importing.writing import lock_schools, update
from community.schools.models import School, SchoolQuerySet
from resources.generations.models import FIGURES, renew_on_commit

BATCH = 500


def is_last(run: SchoolImport) -> bool:
    """Whether no import came after this one: only the last may be undone."""
    later = SchoolImport.objects.done().filter(imported_at__gt=run.imported_at)
    return not later.exclude(pk=run.pk).exists()


def created_schools(run: SchoolImport) -> SchoolQuerySet:
    created = run.lines.filter(action=LineAction.CREATED)
    return School.objects.filter(uai__in=created.values("uai"))


def blockers(run: SchoolImport) -> list[str]:
    """Say, one sentence each, what depends on the schools that this import created."""
    created = created_schools(run)
    found = []
    if not is_last(run):
        return [_("Seul le dernier import peut être annulé.")]
    for relation in links():
        model = relation.related_model
        count = model._base_manager.filter(
            **{f"{relation.field.name}__in": created}
        ).count()
        if count:
            # The link of a many-to-many is named after the model that holds it.
            named = model._meta.auto_created or model
            found.append(
                _("Des écoles créées sont déjà utilisées, %(what)s : %(n)d.")
                % {"what": named._meta.verbose_name_plural, "n": count}
            )
    edited = created.filter(~Q(edited_fields=[]) | Q(opted_out=True)).count()
    if edited:
        found.append(
            ngettext(
                "%(n)d école créée a été corrigée à la main.",
                "%(n)d écoles créées ont été corrigées à la main.",
                edited,
            )
            % {"n": edited}
        )
    return found


def undo(run: SchoolImport) -> None:
    """Take back an import that is being undone, or say why not and leave it."""
    try:
        with transaction.atomic():
            lock_schools()
            if reasons := blockers(run):
                raise ValidationError(reasons)
            kept = _restore(run)
            _delete(created_schools(run))
            run.move(
                ImportStatus.UNDOING,
                to=ImportStatus.UNDONE,
                slot=None,
                undone_at=timezone.now(),
                message=_still_kept(kept),
            )
            log(run, "schools.undo", user=run.undone_by, data={"kept": kept})
            renew_on_commit(FIGURES)
    except ValidationError as error:
        run.move(
            *WORKING_STATUSES,
            to=ImportStatus.IMPORTED,
            slot=None,
            message=" ".join(map(str, error.messages)),
        )
    except Exception:
        run.move(*WORKING_STATUSES, to=ImportStatus.IMPORTED, slot=None)
        raise


def _restore(run: SchoolImport) -> int:
    """Give changed schools their former values; return how many were edited since."""
    lines = run.lines.filter(action__in=[LineAction.CHANGED, LineAction.CLOSED])
    touched = set()
    for after in lines.values_list("after", flat=True).iterator():
        touched.update(after)
    if not touched:
        return 0
    edited: set[str] = set()
    fields = tuple(f for f in FIELDS[run.kind] if f in touched)
    with staged(run.kind, fields) as stage:
        stage.fill(_former(lines, FIELDS[run.kind], edited))
        update(stage)
    return len(edited)


def _former(lines: Any, fields: tuple[str, ...], edited: set[str]) -> Iterator[Row]:
    """Yield each school as it was, but for the fields that somebody edited since."""
    last = 0
    while some := list(lines.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = some[-1].pk
        schools = School.objects.in_bulk([x.uai for x in some], field_name="uai")
        for line in some:
            if school := schools.get(line.uai):
                values = {name: getattr(school, name) for name in fields}
                if _take_back(line, school, values):
                    edited.add(line.uai)
                yield Row(line.uai, line.pk, values, (0,))


def _take_back(line: ImportLine, school: School, values: dict[str, Any]) -> bool:
    """Put former values back, in `values`; tell whether some were edited since."""
    edited = False
    for name, value in line.before.items():
        untouched = name.removesuffix("_id") not in school.edited_fields
        if untouched and values[name] == line.after[name]:
            values[name] = value
        else:
            edited = True
    return edited


def _delete(schools: SchoolQuerySet) -> None:
    """Delete rows that nothing refers to, without reading 60,000 of them first."""
    chosen, parameters = schools.order_by().values("pk").query.sql_with_params()
    table = connection.ops.quote_name(School._meta.db_table)
    key = connection.ops.quote_name(School._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} IN ({chosen})", parameters)


def _still_kept(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)d école modifiée depuis a gardé sa correction.",
        "%(n)d écoles modifiées depuis ont gardé leurs corrections.",
        count,
    ) % {"n": count}
