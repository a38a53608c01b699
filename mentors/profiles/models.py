"""The volunteer parent: a profile that becomes active by application and approval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.profiles.choices import (
    SERVING_STATUSES,
    SLOTS,
    Contact,
    Experience,
    MentorStatus,
    Training,
)
from mentors.profiles.transitions import Transitions
from resources.vocabularies.models import Term, Theme, Vocabulary, terms


def validate_slots(value: Iterable[str]) -> None:
    if not isinstance(value, list) or set(value) - set(SLOTS):
        raise ValidationError(_("Ce créneau n’existe pas."))


class MentorQuerySet(models.QuerySet["Mentor"]):
    def active(self) -> MentorQuerySet:
        """Trained, charter signed, ready to act: the figure « parents ressources »."""
        return self.filter(status=MentorStatus.APPROVED)

    def serving(self) -> MentorQuerySet:
        """Those who act, or will again after a pause."""
        return self.filter(status__in=SERVING_STATUSES)

    def suspended(self) -> MentorQuerySet:
        return self.filter(suspended_at__isnull=False)

    def waiting(self) -> MentorQuerySet:
        return self.filter(status=MentorStatus.SUBMITTED)

    def resting_drafts(
        self, day: dt.date, rests: dt.timedelta, forgotten: dt.timedelta
    ) -> MentorQuerySet:
        """Applications begun, untouched for `rests` and not yet for `forgotten`."""
        return (
            self.filter(status=MentorStatus.DRAFT)
            .filter(last_activity_at__date__lte=day - rests)
            .filter(last_activity_at__date__gt=day - forgotten)
            .select_related("user")
            .order_by("pk")
        )

    def for_user(self, user: Any) -> MentorQuerySet:
        """Those whose home commune lies in a territory that `user` looks after.

        Somebody whose account was erased is nobody any more.
        """
        if user.has_perm("resources.see_all_territories"):
            return self.exclude(user=None)
        own = self.filter(commune__territory__coordinators__user=user).distinct()
        return own.exclude(user=None)


class Mentor(Transitions):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentor",
        verbose_name=_("compte"),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=MentorStatus.choices,
        default=MentorStatus.DRAFT,
    )
    status_reason = models.CharField(_("raison"), max_length=300, blank=True)
    phone = models.CharField(
        _("téléphone"),
        max_length=20,
        blank=True,
        help_text=_("Au format international : +33612345678."),
    )
    contact_preference = models.CharField(
        _("contact préféré"),
        max_length=10,
        choices=Contact.choices,
        default=Contact.EMAIL,
    )
    commune = models.ForeignKey(
        "mentors.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    radius_km = models.PositiveSmallIntegerField(_("rayon (km)"), default=10)
    remote = models.BooleanField(_("peut animer en visio"), default=False)
    languages = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to=terms(Vocabulary.LANGUAGE),
        verbose_name=_("langues parlées"),
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="+", verbose_name=_("thèmes")
    )
    slots = models.JSONField(
        _("disponibilités"), default=list, blank=True, validators=[validate_slots]
    )
    max_schools = models.PositiveSmallIntegerField(_("écoles à la fois"), default=2)
    avoid_own_schools = models.BooleanField(
        _("éviter l’école de mes enfants"), default=False
    )
    experience = models.CharField(
        _("expérience"),
        max_length=5,
        choices=Experience.choices,
        default=Experience.NEW,
    )
    wants_buddy = models.BooleanField(_("souhaite un binôme"), default=False)
    charter_version = models.CharField(_("charte acceptée"), max_length=20, blank=True)
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    training = models.CharField(
        _("formation"), max_length=10, choices=Training.choices, default=Training.NONE
    )
    training_waiver = models.CharField(
        _("dispense de formation"), max_length=300, blank=True
    )
    trained_on = models.DateField(_("formation suivie le"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True)
    paused_until = models.DateField(_("en pause jusqu’au"), null=True, blank=True)
    # By the coordination, with its reason: only the coordination lifts it.
    suspended_at = models.DateTimeField(_("suspendu le"), null=True, blank=True)
    left_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    last_activity_at = models.DateTimeField(
        _("dernière activité"), default=timezone.now
    )

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = _("parent ressource")
        verbose_name_plural = _("parents ressources")
        ordering = ["user__last_name", "user__first_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(radius_km__gte=1, radius_km__lte=50),
                name="mentor_radius_1_to_50_km",
                violation_error_message=_("Le rayon va de 1 à 50 km."),
            ),
            models.CheckConstraint(
                condition=Q(max_schools__gte=1, max_schools__lte=5),
                name="mentor_schools_1_to_5",
                violation_error_message=_("De 1 à 5 écoles à la fois."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(status=MentorStatus.LEFT),
                name="mentor_without_account_has_left",
                violation_error_message=_("Sans compte, la personne est partie."),
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(status=MentorStatus.PAUSED),
                name="mentor_pause_ends_only_a_pause",
                violation_error_message=_("Seule une pause a une fin."),
            ),
            models.CheckConstraint(
                condition=Q(suspended_at=None)
                | (
                    Q(status=MentorStatus.PAUSED, paused_until=None)
                    & ~Q(status_reason="")
                ),
                name="mentor_suspended_is_paused_with_a_reason",
                violation_error_message=_(
                    "Une suspension est une pause sans fin, et dit pourquoi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(trained_on=None) | Q(training=Training.DONE),
                name="mentor_training_date_is_of_a_training",
                violation_error_message=_(
                    "Une formation datée est une formation suivie."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="mentor_phone_is_e164",
                violation_error_message=_("Ce numéro de téléphone n’existe pas."),
            ),
            models.CheckConstraint(
                condition=~Q(status=MentorStatus.APPROVED)
                | (
                    ~Q(charter_version="")
                    & Q(commune__isnull=False)
                    & (Q(training=Training.DONE) | ~Q(training_waiver=""))
                ),
                name="mentor_approved_is_trained_and_signed",
                violation_error_message=_(
                    "Avant d’approuver : charte acceptée, commune connue, et "
                    "formation suivie ou dispense écrite."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None

    @property
    def state_label(self) -> str:
        return str(_("suspendu") if self.is_suspended else self.get_status_display())

    @property
    def display_name(self) -> str:
        """First name and initial: all that a school sees before a match."""
        if self.user is None:
            return str(_("Ancien parent ressource"))
        first, last = self.user.first_name, self.user.last_name
        name = f"{first} {last[:1]}." if last else first
        return name.strip() or str(_("Sans nom"))
