"""Matches between mentors and schools."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.matching.choices import (
    OPEN_STATUSES,
    TAKEN_STATUSES,
    DeclineKind,
    MatchOrigin,
    MatchStatus,
)
from community.matching.plans import PlanRun
from community.matching.transitions import (
    SCHOOL_DAYS,
    Transitions,
    require_willing,
)
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.requests.school_voice import VoiceKind
from community.schools.models import School
from mentors.profiles.models import Mentor

ANSWER_DAYS = 7


class MatchQuerySet(models.QuerySet["Match"]):
    def open(self) -> MatchQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def taken(self) -> MatchQuerySet:
        """The mentor said yes: it uses their capacity and a place of the school."""
        return self.filter(status__in=TAKEN_STATUSES)

    def active(self) -> MatchQuerySet:
        """Both said yes."""
        return self.filter(status=MatchStatus.ACTIVE)

    def proposed(self) -> MatchQuerySet:
        return self.filter(status=MatchStatus.PROPOSED)

    def accepted(self) -> MatchQuerySet:
        """The mentor said yes, the school has not answered yet."""
        return self.filter(status=MatchStatus.ACCEPTED)

    def unheard(self, at: dt.datetime) -> MatchQuerySet:
        """The mentor said yes, and the school's time to answer is over."""
        since = at - dt.timedelta(days=SCHOOL_DAYS)
        return self.accepted().filter(answered_at__lte=since)

    def expired(self, at: dt.datetime) -> MatchQuerySet:
        """Proposals whose time is over, and which still wait."""
        return self.proposed().filter(expires_at__lte=at)

    def for_user(self, user: Any) -> MatchQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(school__territory__coordinators__user=user).distinct()


class Match(Transitions):
    mentor = models.ForeignKey(
        Mentor,
        models.PROTECT,
        related_name="matches",
        verbose_name=_("parent ressource"),
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="matches", verbose_name=_("établissement")
    )
    request = models.ForeignKey(
        SessionRequest, models.SET_NULL, null=True, blank=True, related_name="matches"
    )
    partnership = models.ForeignKey(
        Partnership, models.SET_NULL, null=True, blank=True, related_name="matches"
    )
    plan = models.ForeignKey(
        PlanRun, models.SET_NULL, null=True, blank=True, related_name="matches"
    )
    origin = models.CharField(_("origine"), max_length=10, choices=MatchOrigin.choices)
    score = models.PositiveSmallIntegerField(_("adéquation"), default=0)
    reasons = models.JSONField(_("raisons"), default=list, blank=True)
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=MatchStatus.choices,
        default=MatchStatus.PROPOSED,
    )
    decline_kind = models.CharField(
        _("pourquoi"), max_length=8, choices=DeclineKind.choices, blank=True
    )
    decline_reason = models.CharField(_("raison du refus"), max_length=300, blank=True)
    wants_another = models.BooleanField(_("voudrait une autre école"), default=False)
    proposed_at = models.DateTimeField(_("proposée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("réponse attendue avant le"))
    reminded_at = models.DateTimeField(_("rappelée le"), null=True, blank=True)
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)
    school_told = models.CharField(
        _("qui l’a su à l’école"), max_length=8, choices=VoiceKind.choices, blank=True
    )
    school_reminded_at = models.DateTimeField(
        _("école rappelée le"), null=True, blank=True
    )
    agreed_at = models.DateTimeField(_("réponse de l’école le"), null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        ordering = ["-proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "school"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_match_per_pair",
                violation_error_message=_("Cette mise en relation existe déjà."),
            ),
            models.CheckConstraint(
                condition=Q(score__lte=100),
                name="match_score_at_most_100",
                violation_error_message=_("Le score va de 0 à 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.school}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.status in OPEN_STATUSES:
            require_willing(self.school)
        if not self.expires_at:
            self.expires_at = self.proposed_at + dt.timedelta(days=ANSWER_DAYS)
        super().save(*args, **kwargs)
