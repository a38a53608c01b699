"""Who looks after which territory, and the predicates that follow from it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log


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

    def name(self, by: Any) -> None:
        """Name this person; ValidationError when the place is taken."""
        with transaction.atomic():
            self.full_clean()
            self.save()
            log(self.territory, "coordination.name", user=by, data=self._said())

    @property
    def is_last(self) -> bool:
        """Nobody else with an open account is named for this territory."""
        others = Coordinator.objects.filter(
            territory=self.territory_id, user__is_active=True
        )
        return self.user.is_active and not others.exclude(pk=self.pk).exists()

    def end(self, by: Any) -> None:
        """Take the territory back from this person; said twice, done once."""
        with transaction.atomic():
            if Coordinator.objects.filter(pk=self.pk).delete()[0]:
                log(self.territory, "coordination.end", user=by, data=self._said())

    def _said(self) -> dict[str, Any]:
        return {"person": self.user_id, "stand_in": self.is_stand_in}
