"""The background jobs of an import; the page that asked for them shows how far."""

from __future__ import annotations

import django

from community.schools.importing import running, undoing
from community.schools.importing.models import SchoolImport

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task


@task(backend="jobs")
def prepare_import(pk: int) -> None:
    running.prepare(SchoolImport.objects.get(pk=pk))


@task(backend="jobs")
def write_import(pk: int) -> None:
    running.write(SchoolImport.objects.get(pk=pk))


@task(backend="jobs")
def undo_import(pk: int) -> None:
    undoing.undo(SchoolImport.objects.get(pk=pk))
