"""Communes of France: where a volunteer lives and a school stands. No street here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommuneQuerySet(models.QuerySet["Commune"]):
    def named(self, folded: str) -> CommuneQuerySet:
        return self.filter(folded_name=folded)

    def beginning(self, folded: str) -> CommuneQuerySet:
        return self.filter(folded_name__startswith=folded)

    def with_postal_code(self, start: str) -> CommuneQuerySet:
        """One of its postal codes begins so; they are separated by « | »."""
        begins = models.Q(postal_codes__startswith=start)
        return self.filter(begins | models.Q(postal_codes__contains=f"|{start}"))


class Commune(models.Model):
    """A commune of the official geographic code (INSEE), with its centre."""

    insee_code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)
    folded_name = models.CharField(max_length=60, db_index=True, editable=False)
    territory = models.ForeignKey(
        "resources.Territory",
        models.PROTECT,
        related_name="communes",
        verbose_name=_("territoire"),
    )
    postal_codes = models.CharField(
        _("codes postaux"), max_length=200, help_text=_("Séparés par « | ».")
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("habitants"), default=0)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["folded_name", "insee_code"]

    def __str__(self) -> str:
        return self.name
