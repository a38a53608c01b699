"""What a school asks for: the need that matching tries to serve."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.schools.models import School
from mentors.profiles.models import validate_slots
from resources.vocabularies.models import Term, Theme, Vocabulary, terms


class RequestStatus(models.TextChoices):
    SUBMITTED = "submitted", _("reçue")
    MATCHING = "matching", _("recherche en cours")
    PLANNED = "planned", _("atelier prévu")
    FULFILLED = "fulfilled", _("atelier tenu")
    UNMET = "unmet", _("sans solution")
    CANCELLED = "cancelled", _("annulée")


OPEN_STATUSES = [RequestStatus.SUBMITTED, RequestStatus.MATCHING]


class SessionRequestQuerySet(models.QuerySet["SessionRequest"]):
    def open(self) -> SessionRequestQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def for_user(self, user: Any) -> SessionRequestQuerySet:
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(school__territory__coordinators__user=user).distinct()


class SessionRequest(models.Model):
    school = models.ForeignKey(
        School,
        models.CASCADE,
        related_name="requests",
        verbose_name=_("établissement"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
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
    slots = models.JSONField(
        _("créneaux possibles"), default=list, blank=True, validators=[validate_slots]
    )
    mentors_wanted = models.PositiveSmallIntegerField(
        _("parents ressources souhaités"), default=1
    )
    expected_people = models.PositiveSmallIntegerField(
        _("parents attendus"), null=True, blank=True
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=RequestStatus.choices,
        default=RequestStatus.SUBMITTED,
    )
    created_at = models.DateTimeField(_("reçue le"), auto_now_add=True)

    objects = SessionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’intervention")
        verbose_name_plural = _("demandes d’intervention")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mentors_wanted__gte=1, mentors_wanted__lte=5),
                name="request_wants_1_to_5_mentors",
                violation_error_message=_("De 1 à 5 parents ressources."),
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_request_per_school",
                violation_error_message=_(
                    "Une demande est déjà en cours pour cet établissement."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} ({self.get_status_display()})"
