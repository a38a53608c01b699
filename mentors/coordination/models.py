"""Who looks after which territory, and the predicates that follow from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Coordinator(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="coordinations",
        verbose_name=_("personne"),
    )
    territory = models.ForeignKey(
        "resources.Territory",
        models.CASCADE,
        related_name="coordinators",
        verbose_name=_("territoire"),
    )
    is_stand_in = models.BooleanField(_("suppléant"), default=False)

    class Meta:
        verbose_name = _("coordination")
        verbose_name_plural = _("coordinations")
        ordering = ["territory", "is_stand_in", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory"],
                name="coordinator_once_per_territory",
                violation_error_message=_("Cette personne y est déjà nommée."),
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(is_stand_in=False),
                name="one_titular_coordinator_per_territory",
                violation_error_message=_("Ce territoire a déjà un coordinateur."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.territory}"
