"""Pairs of schools that somebody looked at and said to be two: proposed no more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from community.schools.models import School


class DistinctPairQuerySet(models.QuerySet["DistinctPair"]):
    def between(self, one: School, two: School) -> DistinctPairQuerySet:
        low, high = sorted((one.pk, two.pk))
        return self.filter(low=low, high=high)


class DistinctPair(models.Model):
    """Two schools in the order of their numbers, so that a pair is there once."""

    low = models.ForeignKey(School, models.CASCADE, related_name="+")
    high = models.ForeignKey(School, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(_("dit le"), auto_now_add=True)

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("paire d’écoles distinctes")
        verbose_name_plural = _("paires d’écoles distinctes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="distinct_pair_once"),
            models.CheckConstraint(
                condition=Q(low__lt=F("high")),
                name="distinct_pair_in_order",
                violation_error_message=_("Choisissez deux établissements différents."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low} ≠ {self.high}"


def say_distinct(one: School, two: School, by: Any) -> None:
    """Propose this pair no more; said twice, it is kept once."""
    low, high = sorted((one.pk, two.pk))
    with transaction.atomic():
        _pair, is_new = DistinctPair.objects.get_or_create(
            low_id=low, high_id=high, defaults={"author": by}
        )
        if is_new:
            log(one, "schools.distinct", user=by, data={"other": two.uai})


def say_alike_again(one: School, two: School, by: Any) -> None:
    """Take it back: the pair is proposed again."""
    with transaction.atomic():
        if DistinctPair.objects.between(one, two).delete()[0]:
            log(one, "schools.alike", user=by, data={"other": two.uai})


def distinct_pairs(schools: Any) -> set[tuple[int, int]]:
    """Return the pairs said distinct among `schools`, lowest number first."""
    pairs = DistinctPair.objects.filter(low__in=schools, high__in=schools)
    return set(pairs.values_list("low_id", "high_id"))
