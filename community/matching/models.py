"""Matches between mentors and schools, and the plans that propose them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.matching.choices import (
    OPEN_STATUSES,
    MatchOrigin,
    MatchStatus,
    PlanStatus,
)
from community.partnerships.models import Partnership
from community.requests.models import SessionRequest
from community.schools.models import School
from mentors.profiles.models import Mentor

ANSWER_DAYS = 7


class PlanRun(models.Model):
    """One computation for one territory, kept with what it was asked and found."""

    territory = models.ForeignKey(
        "resources.Territory", models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=PlanStatus.choices,
        default=PlanStatus.DRAFT,
    )
    result = models.JSONField(_("résultat"))
    created_at = models.DateTimeField(_("calculé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(status=PlanStatus.DRAFT),
                name="one_draft_plan_per_territory",
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.created_at:%d/%m/%Y %H:%M}"


class SetAsidePair(models.Model):
    """A pair that plans leave out: forbidden by a coordinator, or declined."""

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    until = models.DateField(_("jusqu’au"))

    class Meta:
        verbose_name = _("paire écartée")
        verbose_name_plural = _("paires écartées")
        ordering = ["-until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "school"], name="set_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.school}"


class MatchQuerySet(models.QuerySet["Match"]):
    def open(self) -> MatchQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def active(self) -> MatchQuerySet:
        return self.filter(status=MatchStatus.ACTIVE)

    def proposed(self) -> MatchQuerySet:
        return self.filter(status=MatchStatus.PROPOSED)

    def for_user(self, user: Any) -> MatchQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(school__territory__coordinators__user=user).distinct()


class Match(models.Model):
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
    decline_reason = models.CharField(_("raison du refus"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("proposée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("réponse attendue avant le"))
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)

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
            self._require_willing(self.school)
        if not self.expires_at:
            self.expires_at = self.proposed_at + dt.timedelta(days=ANSWER_DAYS)
        super().save(*args, **kwargs)

    def accept(self, by: Any) -> None:
        """Turn the proposal into a match; refused once either side is full.

        Both rows are locked before counting, so that simultaneous answers cannot
        exceed the mentor's `max_schools` or the mentors the school wants.
        """
        with transaction.atomic():
            mentor = Mentor.objects.select_for_update().get(pk=self.mentor_id)
            school = School.objects.select_for_update().get(pk=self.school_id)
            self._require_proposed()
            self._require_willing(school)
            active = Match.objects.active()
            if active.filter(mentor=mentor).count() >= mentor.max_schools:
                raise ValidationError(_("Vous suivez déjà autant d’écoles que prévu."))
            wanted = self.request.mentors_wanted if self.request_id else 1
            if active.filter(school=self.school_id).count() >= wanted:
                raise ValidationError(_("Cette école a déjà trouvé quelqu’un."))
            self._answer(MatchStatus.ACTIVE, "matches.accept", by)

    def decline(self, by: Any, reason: str = "") -> None:
        """Say no, kindly received: the pair is not proposed again this school year."""
        with transaction.atomic():
            Mentor.objects.select_for_update().get(pk=self.mentor_id)
            self._require_proposed()
            self.decline_reason = reason
            self._answer(MatchStatus.DECLINED, "matches.decline", by)
            SetAsidePair.objects.update_or_create(
                mentor=self.mentor,
                school=self.school,
                defaults={"until": end_of_school_year(), "reason": reason},
            )

    def _require_willing(self, school: School) -> None:
        """A school that closed, or asked not to take part, takes no new match."""
        if not school.takes_matches:
            raise ValidationError(_("Cette école ne reçoit plus de parent ressource."))

    def _require_proposed(self) -> None:
        self.status = Match.objects.values_list("status", flat=True).get(pk=self.pk)
        if self.status != MatchStatus.PROPOSED:
            raise ValidationError(_("Vous avez déjà répondu à cette proposition."))

    def _answer(self, status: str, action: str, by: Any) -> None:
        self.status, self.answered_at = status, timezone.now()
        self.save(update_fields=["status", "answered_at", "decline_reason"])
        log(self, action, user=by)


def end_of_school_year(today: dt.date | None = None) -> dt.date:
    """Return the next 31 July: refusals are forgotten with the school year."""
    day = today or timezone.localdate()
    return dt.date(day.year + (day.month > 7), 7, 31)
