"""The report that says what happened in a session, told once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.schools.models import School
from community.sessions.choices import Climate
from community.sessions.details import (
    LONGEST_QUOTE,
    QUESTIONS,
    VOCABULARIES,
    detail_constraints,
    extra_minutes,
)
from community.sessions.models import AwarenessSession
from mentors.profiles.models import Mentor
from resources.vocabularies.models import Term, Theme

# Groups of people inside a session; none can exceed the total.
GROUPS = {
    "newcomers": _("Pour la première fois"),
    "mothers": _("Mères"),
    "fathers": _("Pères"),
    "other_adults": _("Autres adultes"),
    "children": _("Enfants"),
    "little_french": _("Parlent peu le français"),
    "no_equipment": _("Sans ordinateur chez eux"),
}
# Nobody is two of these: together they do not exceed the total either.
KINDS = ["mothers", "fathers", "other_adults", "children"]
# What a report points at, beside its school.
LISTS = ["themes", "resources", "terms"]


class SessionReportQuerySet(models.QuerySet["SessionReport"]):
    def between(self, start: dt.date, end: dt.date) -> SessionReportQuerySet:
        return self.filter(held_on__gte=start, held_on__lte=end)

    def for_user(self, user: Any) -> SessionReportQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(territory__coordinators__user=user).distinct()


def group_constraints() -> list[models.CheckConstraint]:
    """Return one constraint per group: at most as many people as came in all."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{name}__isnull": True})
            | Q(**{f"{name}__lte": F("participants")}),
            name=f"report_{name}_within_participants",
            violation_error_message=_("Ce nombre dépasse le total des personnes."),
        )
        for name in GROUPS
    ]


def kinds_constraint() -> models.CheckConstraint:
    everyone = sum((Coalesce(F(name), 0) for name in KINDS[1:]), Coalesce(KINDS[0], 0))
    return models.CheckConstraint(
        condition=Q(participants__gte=everyone),
        name="report_kinds_within_participants",
        violation_error_message=_("Ensemble, ils dépassent le total des personnes."),
    )


def _group(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class SessionReport(models.Model):
    """What happened, told once: `client_uuid` names the act of telling it."""

    client_uuid = models.UUIDField(_("identifiant d’envoi"), unique=True)
    session = models.OneToOneField(
        AwarenessSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("atelier"),
    )
    mentor = models.ForeignKey(
        Mentor,
        models.PROTECT,
        related_name="reports",
        verbose_name=_("parent ressource"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="reports", verbose_name=_("établissement")
    )
    territory = models.ForeignKey(
        "resources.Territory", models.PROTECT, related_name="reports"
    )
    held_on = models.DateField(_("date"))
    month = models.IntegerField(editable=False)
    recorded_on = models.DateField(editable=False, default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    participants = models.PositiveSmallIntegerField(_("personnes venues"))
    themes = models.ManyToManyField(Theme, related_name="+", verbose_name=_("thèmes"))
    resources = models.ManyToManyField(
        "resources.ResourcePage",
        related_name="+",
        blank=True,
        verbose_name=_("ressources utilisées"),
    )
    newcomers = _group(GROUPS["newcomers"])
    mothers = _group(GROUPS["mothers"])
    fathers = _group(GROUPS["fathers"])
    other_adults = _group(GROUPS["other_adults"])
    children = _group(GROUPS["children"])
    little_french = _group(GROUPS["little_french"])
    no_equipment = _group(GROUPS["no_equipment"])
    climate = models.PositiveSmallIntegerField(
        _("ambiance"), choices=Climate.choices, null=True, blank=True
    )
    terms = models.ManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to={"vocabulary__in": VOCABULARIES},
        verbose_name=_("précisions"),
    )
    preparation_minutes = extra_minutes(_("préparation, en minutes"))
    travel_minutes = extra_minutes(_("trajet, en minutes"))
    quote = models.CharField(_("citation"), max_length=LONGEST_QUOTE, blank=True)
    quote_terms = models.CharField(
        _("accord pour la citation"), max_length=7, blank=True
    )
    questions = models.TextField(
        _("questions des parents"), max_length=2000, blank=True
    )
    notes = models.TextField(_("note personnelle"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SessionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["territory", "held_on"]),
            models.Index(fields=["mentor", "-held_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=600),
                name="report_minutes_5_to_600",
                violation_error_message=_("De 5 à 600 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(participants__lte=500),
                name="report_participants_at_most_500",
                violation_error_message=_("De 0 à 500 personnes."),
            ),
            models.CheckConstraint(
                condition=Q(held_on__lte=F("recorded_on")),
                name="report_not_in_the_future",
                violation_error_message=_("Cet atelier n’a pas encore eu lieu."),
            ),
            *group_constraints(),
            kinds_constraint(),
            *detail_constraints(),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.held_on:%d/%m/%Y}"

    @property
    def counted(self) -> list[tuple[Any, int]]:
        """Return each group that was counted, zero included."""
        values = [(label, getattr(self, name)) for name, label in GROUPS.items()]
        return [(label, value) for label, value in values if value is not None]

    @property
    def details(self) -> list[tuple[Any, list[Term]]]:
        """Return each question that was answered, with its values."""
        terms = list(self.terms.all())
        answered = [
            (label, [term for term in terms if term.vocabulary == vocabulary])
            for vocabulary, label in QUESTIONS.values()
        ]
        return [(label, found) for label, found in answered if found]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.month = self.held_on.year * 12 + self.held_on.month - 1
        self.territory_id = self.school.territory_id
        super().save(*args, **kwargs)
