"""Schools, keyed by the ministry's UAI, and the people who speak for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.schools.choices import (
    SERVED_STATUSES,
    LocationQuality,
    Priority,
    SchoolKind,
    SchoolStatus,
    Sector,
)


class SchoolQuerySet(models.QuerySet["School"]):
    def open(self) -> SchoolQuerySet:
        return self.filter(status__in=SERVED_STATUSES)

    def matchable(self) -> SchoolQuerySet:
        """Open, located, and not opted out: those a mentor may be proposed to."""
        return self.open().filter(opted_out=False, latitude__isnull=False)

    def in_public(self) -> SchoolQuerySet:
        """All but those that asked not to take part."""
        return self.filter(opted_out=False)

    def under_agreement(self, on: dt.date | None = None) -> SchoolQuerySet:
        """Covered by a partnership that is signed and running on that day."""
        day = on or timezone.localdate()
        return self.filter(
            partnerships__status="signed",
            partnerships__starts_on__lte=day,
            partnerships__ends_on__gte=day,
        ).distinct()

    def for_user(self, user: Any) -> SchoolQuerySet:
        """Those in a territory that `user` looks after."""
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(territory__coordinators__user=user).distinct()


class School(models.Model):
    uai = models.CharField(
        _("UAI"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{7}[A-Z]$", _("Sept chiffres et une lettre."))],
    )
    name = models.CharField(_("nom"), max_length=160)
    kind = models.CharField(_("type"), max_length=12, choices=SchoolKind.choices)
    sector = models.CharField(_("secteur"), max_length=8, choices=Sector.choices)
    status = models.CharField(
        _("état"),
        max_length=8,
        choices=SchoolStatus.choices,
        default=SchoolStatus.OPEN,
    )
    territory = models.ForeignKey(
        "resources.Territory",
        models.PROTECT,
        related_name="schools",
        verbose_name=_("territoire"),
    )
    commune = models.ForeignKey(
        "mentors.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    city = models.CharField(_("ville"), max_length=80, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    location_quality = models.CharField(
        _("position"),
        max_length=8,
        choices=LocationQuality.choices,
        default=LocationQuality.MISSING,
    )
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("site"), max_length=300, blank=True)
    priority = models.CharField(
        _("éducation prioritaire"),
        max_length=4,
        choices=Priority.choices,
        default=Priority.NONE,
        blank=True,
    )
    pupils = models.PositiveIntegerField(_("élèves"), null=True, blank=True)
    ips = models.FloatField(_("indice de position sociale"), null=True, blank=True)
    ips_year = models.PositiveSmallIntegerField(
        _("rentrée de l’indice"), null=True, blank=True
    )
    ent = models.CharField(
        _("ENT utilisé"),
        max_length=80,
        blank=True,
        help_text=_("L’outil par lequel l’école parle aux familles."),
    )
    opted_out = models.BooleanField(_("ne souhaite pas participer"), default=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("fusionné avec"),
    )
    edited_fields = models.JSONField(
        _("champs corrigés à la main"),
        default=list,
        blank=True,
        help_text=_("Un import ne les remplace plus."),
    )
    source_date = models.DateField(_("date de la source"), null=True, blank=True)
    imported_at = models.DateTimeField(_("importée le"), null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("établissement")
        verbose_name_plural = _("établissements")
        ordering = ["territory", "city", "name", "uai"]
        indexes = [models.Index(fields=["territory", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(uai__regex=r"^\d{7}[A-Z]$"),
                name="school_uai_has_seven_digits_and_a_letter",
                violation_error_message=_("L’UAI a sept chiffres et une lettre."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="school_position_is_whole_and_on_earth",
                violation_error_message=_("Latitude et longitude vont ensemble."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | (Q(status=SchoolStatus.CLOSED) & ~Q(merged_into=F("pk"))),
                name="school_merged_is_closed",
                violation_error_message=_("Une école fusionnée reste fermée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}" if self.city else self.name

    @property
    def is_priority(self) -> bool:
        return self.priority != Priority.NONE

    @property
    def takes_matches(self) -> bool:
        """Open, or about to close, and willing: others take no new match."""
        return self.status in SERVED_STATUSES and not self.opted_out

    def keep(self, *names: str) -> None:
        """Remember that people corrected these fields: no import replaces them."""
        self.edited_fields = sorted({*self.edited_fields, *names})


class SchoolContact(models.Model):
    """Someone who answers for a school: head, deputy, teacher."""

    school = models.ForeignKey(School, models.CASCADE, related_name="contacts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="school_contacts"
    )
    role = models.CharField(_("fonction"), max_length=80)

    class Meta:
        verbose_name = _("contact d’établissement")
        verbose_name_plural = _("contacts d’établissement")
        ordering = ["school", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user"],
                name="school_contact_once",
                violation_error_message=_("Cette personne est déjà un contact."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.school}"


class ChildSchool(models.Model):
    """The school of a mentor's own child: private, and maybe to be avoided."""

    mentor = models.ForeignKey(
        "mentors.Mentor", models.CASCADE, related_name="child_schools"
    )
    school = models.ForeignKey(School, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("école d’un enfant")
        verbose_name_plural = _("écoles des enfants")
        ordering = ["mentor", "school"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "school"], name="child_school_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.school)
