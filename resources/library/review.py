"""Who answers for a published text, when it was checked and when it is to be again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class Reviewed(models.Model):
    """A mixin for pages; publishing them asks for all but the note."""

    content_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsable du contenu"),
    )
    last_reviewed_on = models.DateField(_("vérifié le"), null=True, blank=True)
    next_review_on = models.DateField(_("à relire le"), null=True, blank=True)
    change_note = models.CharField(
        _("ce qui a changé"),
        max_length=200,
        blank=True,
        help_text=_("Montré aux lecteurs à côté de la date de vérification."),
    )

    class Meta:
        abstract = True


REVIEW_PANELS = MultiFieldPanel(
    [
        FieldPanel(name)
        for name in (
            "content_owner",
            "last_reviewed_on",
            "next_review_on",
            "change_note",
        )
    ],
    heading=_("Relecture"),
)
