"""Territories: the French départements, of which twelve are in the programme."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def in_programme(self) -> TerritoryQuerySet:
        return self.filter(wave__isnull=False)

    def pilots(self) -> TerritoryQuerySet:
        return self.filter(wave=1)

    def for_user(self, user: Any) -> TerritoryQuerySet:
        """Those `user` may work on: all for a national lead, else the named ones."""
        if user.has_perm("resources.see_all_territories"):
            return self.all()
        return self.filter(coordinators__user=user).distinct()


class Territory(models.Model):
    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)
    slug = models.SlugField(_("identifiant"), unique=True)
    locative = models.CharField(
        _("avec « dans »"), max_length=80, help_text=_("Par exemple : dans l’Aisne.")
    )
    region = models.CharField(_("région"), max_length=60)
    academy = models.CharField(_("académie"), max_length=40)
    wave = models.PositiveSmallIntegerField(_("vague"), null=True, blank=True)
    time_zone = models.CharField(
        _("fuseau horaire"), max_length=40, default="Europe/Paris"
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["code"]
        permissions = [("see_all_territories", _("Voir tous les territoires"))]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment as clocks say it there, without a zone."""
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def today(self) -> dt.date:
        return timezone.localdate(timezone=self.zone)
