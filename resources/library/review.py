"""Who answers for a published text, when it was checked and when it is to be again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class ReviewedCopyForm(CopyForm):
    """A copy is another text, that nobody has checked: it begins as a draft.

    Nor is there an alias: the same text at two addresses would be counted twice.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


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

    exclude_fields_in_copy = ["last_reviewed_on", "next_review_on", "change_note"]
    copy_form_class = ReviewedCopyForm

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
