"""What a request may wish for: subject, people, moments, languages, equipment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from community.requests.choices import Audience, Equipment
from mentors.profiles.choices import SLOTS, slot_label
from mentors.profiles.models import validate_slots
from resources.vocabularies.models import Term, Theme, Vocabulary, terms

MOST_DATES = 3


def validate_equipment(value: Any) -> None:
    if not isinstance(value, list) or set(value) - set(Equipment.values):
        raise ValidationError(_("Ce matériel n’est pas dans la liste."))


def validate_dates(value: Any) -> None:
    """At most three days, written as in 2026-11-24."""
    if not isinstance(value, list) or len(value) > MOST_DATES:
        raise ValidationError(_("Trois dates au plus."))
    if not all(isinstance(day, str) and parse_date(day) for day in value):
        raise ValidationError(_("Cette date n’existe pas."))


class Wishes(models.Model):
    need = models.CharField(_("votre besoin"), max_length=500, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="+", verbose_name=_("thèmes")
    )
    languages = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to=terms(Vocabulary.LANGUAGE),
        verbose_name=_("langues demandées"),
    )
    audience = models.CharField(
        _("public"), max_length=8, choices=Audience.choices, default=Audience.PARENTS
    )
    slots = models.JSONField(
        _("créneaux possibles"), default=list, blank=True, validators=[validate_slots]
    )
    dates = models.JSONField(
        _("dates souhaitées"), default=list, blank=True, validators=[validate_dates]
    )
    equipment = models.JSONField(
        _("matériel sur place"),
        default=list,
        blank=True,
        validators=[validate_equipment],
    )
    mentors_wanted = models.PositiveSmallIntegerField(
        _("parents ressources souhaités"), default=1
    )
    expected_people = models.PositiveSmallIntegerField(
        _("parents attendus"), null=True, blank=True
    )

    class Meta:
        abstract = True

    @property
    def slot_labels(self) -> list[str]:
        return [slot_label(slot) for slot in self.slots if slot in SLOTS]

    @property
    def equipment_labels(self) -> list[str]:
        names = dict(Equipment.choices)
        return [str(names[item]) for item in self.equipment if item in names]

    @property
    def wished_days(self) -> list[Any]:
        """The dates asked for, as dates."""
        return [day for day in map(parse_date, self.dates) if day]
