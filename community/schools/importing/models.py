"""Imports of schools: one at a time, each with its file, its lines and its history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.schools.choices import (
    WORKING_STATUSES,
    FileKind,
    ImportStatus,
    LineAction,
)

# Characters of a column's name in the file; more are cut.
LONGEST_HEADER = 60
# Without a sign of life for this long, whoever was working is gone.
SILENCE = dt.timedelta(minutes=10)
ONE_AT_A_TIME = _("Un autre import est en cours. Terminez-le ou abandonnez-le d’abord.")


class SchoolImportQuerySet(models.QuerySet["SchoolImport"]):
    def open(self) -> SchoolImportQuerySet:
        """Under way, or waiting for somebody to decide: at most one."""
        return self.filter(slot__isnull=False)

    def done(self) -> SchoolImportQuerySet:
        return self.filter(status=ImportStatus.IMPORTED)

    def history(self) -> SchoolImportQuerySet:
        finished = [ImportStatus.IMPORTED, ImportStatus.UNDONE, ImportStatus.REFUSED]
        return self.filter(status__in=finished).select_related("author", "undone_by")


class SchoolImport(models.Model):
    """Who brought in which file, when, and what came of it."""

    # 1 while the import is open, nothing afterwards: unique, so never two at once.
    slot = models.PositiveSmallIntegerField(
        unique=True, null=True, default=1, editable=False
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=ImportStatus.choices,
        default=ImportStatus.WAITING,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )
    file_name = models.CharField(_("fichier"), max_length=200)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    kind = models.CharField(
        _("contenu"), max_length=10, choices=FileKind.choices, blank=True
    )
    complete = models.BooleanField(_("complet"), default=False)
    source_date = models.DateField(_("date de la source"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    message = models.TextField(blank=True)
    seconds = models.FloatField(_("durée en secondes"), default=0)
    created_at = models.DateTimeField(_("déposé le"), auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(_("importé le"), null=True, blank=True)
    undone_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SchoolImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import d’établissements")
        verbose_name_plural = _("imports d’établissements")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.created_at:%d/%m/%Y %H:%M}"

    @property
    def is_working(self) -> bool:
        return self.status in WORKING_STATUSES

    @property
    def is_silent(self) -> bool:
        """Whoever was working on it gave no sign of life for ten minutes."""
        return self.is_working and timezone.now() - self.seen_at > SILENCE

    def total(self, action: str) -> int:
        return self.counts.get(action, 0)

    @property
    def touched(self) -> int:
        """How many schools it creates, changes or closes."""
        done = (LineAction.CREATED, LineAction.CHANGED, LineAction.CLOSED)
        return sum(self.total(action) for action in done)

    def advance(self, percent: int) -> None:
        """Say how far it is; no signal, so that no public page is made again."""
        self.percent, self.seen_at = percent, timezone.now()
        SchoolImport.objects.filter(pk=self.pk).update(
            percent=percent, seen_at=self.seen_at
        )

    def move(self, *expected: str, to: str, **changes: Any) -> None:
        """Change status, if it is still one of `expected`; else ValidationError."""
        changes |= {"status": to, "seen_at": timezone.now()}
        held = SchoolImport.objects.filter(pk=self.pk, status__in=expected)
        try:
            with transaction.atomic():
                done = held.update(**changes)
        except IntegrityError as error:  # the slot is taken
            raise ValidationError(ONE_AT_A_TIME) from error
        if not done:
            raise ValidationError(_("Cet import a changé d’état entre-temps."))
        for name, value in changes.items():
            setattr(self, name, value)


class ImportFile(models.Model):
    """The file of an open import, compressed; gone once the import is over."""

    run = models.OneToOneField(
        SchoolImport, models.CASCADE, related_name="file", primary_key=True
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.run.file_name


class ImportLine(models.Model):
    """What an import does to one school, or why a line was left out."""

    run = models.ForeignKey(SchoolImport, models.CASCADE, related_name="lines")
    action = models.CharField(max_length=8, choices=LineAction.choices)
    line = models.PositiveIntegerField(null=True)
    uai = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=250, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # As the file calls it.
    column = models.CharField(max_length=LONGEST_HEADER, blank=True)
    value = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["run", "action", "pk"]
        indexes = [models.Index(fields=["run", "action", "id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.uai}"
