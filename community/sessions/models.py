"""Awareness sessions: planned, then held, put off or given up."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.matching.models import Match
from community.schools.models import School
from community.sessions.changes import Changes
from community.sessions.choices import (
    BUSY_STATUSES,
    COMING_STATUSES,
    FREE_STATUSES,
    SessionFormat,
    SessionStatus,
)
from community.sessions.numbers import new_number
from mentors.profiles.models import Mentor
from resources.vocabularies.models import Theme


class AwarenessSessionQuerySet(models.QuerySet["AwarenessSession"]):
    def coming(self) -> AwarenessSessionQuerySet:
        return self.filter(status__in=COMING_STATUSES, starts_at__gte=timezone.now())

    def to_log(self) -> AwarenessSessionQuerySet:
        """Past, not cancelled, and nobody has told yet how it went."""
        return self.filter(
            status__in=COMING_STATUSES, starts_at__lt=timezone.now(), report=None
        )

    def postponed(self) -> AwarenessSessionQuerySet:
        """Put off, and still without a new day."""
        return self.filter(status=SessionStatus.POSTPONED)

    def to_come(self) -> AwarenessSessionQuerySet:
        return self.filter(
            Q(status__in=COMING_STATUSES, starts_at__gte=timezone.now())
            | Q(status=SessionStatus.POSTPONED)
        )

    def busy(self) -> AwarenessSessionQuerySet:
        return self.filter(status__in=BUSY_STATUSES)

    def with_mentor(self, *mentors: Mentor) -> AwarenessSessionQuerySet:
        """Run by one of them, or with one of them."""
        return self.filter(Q(mentor__in=mentors) | Q(co_mentors__in=mentors)).distinct()

    def for_user(self, user: Any) -> AwarenessSessionQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(school__territory__coordinators__user=user).distinct()


class AwarenessSession(Changes):
    mentor = models.ForeignKey(
        Mentor,
        models.PROTECT,
        related_name="sessions",
        verbose_name=_("parent ressource"),
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="sessions", verbose_name=_("établissement")
    )
    match = models.ForeignKey(
        Match, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    themes = models.ManyToManyField(Theme, related_name="+", verbose_name=_("thèmes"))
    format = models.CharField(
        _("forme"),
        max_length=10,
        choices=SessionFormat.choices,
        default=SessionFormat.WORKSHOP,
    )
    starts_at = models.DateTimeField(_("début"))
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"), default=60)
    capacity = models.PositiveSmallIntegerField(_("parents attendus"), default=15)
    place = models.CharField(_("lieu dans l’école"), max_length=120, blank=True)
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=SessionStatus.choices,
        default=SessionStatus.PLANNED,
    )
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What its posters bear: whoever reads them may say that they came.
    public_code = models.CharField(
        _("code public"),
        max_length=14,
        unique=True,
        default=new_number,
        editable=False,
    )

    objects = AwarenessSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["mentor", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=600),
                name="session_minutes_5_to_600",
                violation_error_message=_("De 5 à 600 minutes."),
            ),
            models.UniqueConstraint(
                fields=["mentor", "starts_at"],
                condition=~Q(status__in=FREE_STATUSES),
                name="one_session_per_mentor_and_start",
                violation_error_message=_("Vous avez déjà un atelier à cette heure."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=FREE_STATUSES) | ~Q(stopped_side=""),
                name="session_stopped_says_by_whom",
                violation_error_message=_("Dites de qui cela vient."),
            ),
        ]

    @property
    def theme_names(self) -> str:
        """Its themes in words: a text template prints a list as Python does."""
        return ", ".join(str(theme) for theme in self.themes.all())

    def __str__(self) -> str:
        return f"{self.school}, {self.local_start:%d/%m/%Y %H:%M}"
