"""Help contacts as data with their own review date, and the page that lists them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from resources.vocabularies.models import Theme


class HelpContactQuerySet(models.QuerySet["HelpContact"]):
    def published(self) -> HelpContactQuerySet:
        """Those whose hours an editor has checked."""
        return self.filter(checked_on__isnull=False)

    def to_check(self, today: dt.date | None = None) -> HelpContactQuerySet:
        late = models.Q(check_again_on__lte=today or timezone.localdate())
        return self.filter(late | models.Q(checked_on=None))


class HelpContact(models.Model):
    """A number to call or write to; unpublished until its hours were checked."""

    slug = models.SlugField(_("identifiant"), unique=True)
    name = models.CharField(_("nom"), max_length=80)
    number = models.CharField(_("numéro"), max_length=20, blank=True)
    by_text_message = models.BooleanField(_("par SMS"), default=False)
    website = models.URLField(_("site"), blank=True)
    purpose = models.CharField(_("pour quoi"), max_length=200)
    hours = models.CharField(_("horaires"), max_length=120)
    languages = models.CharField(_("langues"), max_length=120, blank=True)
    deaf_access = models.CharField(
        _("accès pour les personnes sourdes"), max_length=200, blank=True
    )
    chat_url = models.URLField(_("tchat"), blank=True)
    is_free = models.BooleanField(_("gratuit"), default=True)
    is_emergency = models.BooleanField(_("urgence"), default=False)
    themes = models.ManyToManyField(
        Theme,
        related_name="help_contacts",
        blank=True,
        verbose_name=_("proposé sur les thèmes"),
    )
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    checked_on = models.DateField(_("vérifié le"), null=True, blank=True)
    check_again_on = models.DateField(_("à vérifier le"), null=True, blank=True)

    objects = HelpContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact d’aide")
        verbose_name_plural = _("contacts d’aide")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(number="") | ~models.Q(website=""),
                name="help_contact_can_be_reached",
                violation_error_message=_("Donnez un numéro ou un site."),
            ),
            models.CheckConstraint(
                condition=models.Q(checked_on=None)
                # A comparison with nothing is neither true nor false: it would pass.
                | models.Q(
                    check_again_on__isnull=False,
                    check_again_on__gt=models.F("checked_on"),
                ),
                name="help_contact_is_checked_again",
                violation_error_message=_(
                    "Donnez la date de la prochaine vérification, après la dernière."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def call_url(self) -> str:
        """What a tap on the number does: a call, a text message, or nothing."""
        digits = self.number.replace(" ", "")
        way = "sms" if self.by_text_message else "tel"
        return f"{way}:{digits}" if digits else ""


class HelpPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = ()
    template = "resources/help/help.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("besoin d’aide")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        contacts = HelpContact.objects.published()
        return super().get_context(request, *args, **kwargs) | {
            "emergencies": [c for c in contacts if c.is_emergency],
            "listeners": [c for c in contacts if not c.is_emergency],
        }
