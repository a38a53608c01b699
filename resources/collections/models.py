"""Collections (« mallettes »): resources in an order, each with a word of guidance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from resources.library.review import REVIEW_PANELS, Reviewed
from resources.vocabularies.models import Term, Theme, Vocabulary, terms


class CollectionKind(models.TextChoices):
    KIT = "mallette", _("mallette")
    COURSE = "parcours", _("parcours")
    FILE = "dossier", _("dossier")
    SESSION_KIT = "kit-atelier", _("kit d’atelier")


class CollectionIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "resources/collections/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.CollectionPage"]
    max_count = 1

    class Meta:
        verbose_name = _("mallettes")


class CollectionPage(Reviewed, Page):
    """Resources to read or to run in order; the total time is theirs."""

    summary = models.CharField(_("résumé"), max_length=300)
    kind = models.CharField(
        _("nature"),
        max_length=12,
        choices=CollectionKind.choices,
        default=CollectionKind.KIT,
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", verbose_name=_("thème principal")
    )
    audiences = ParentalManyToManyField(
        Term,
        related_name="+",
        limit_choices_to=terms(Vocabulary.AUDIENCE),
        verbose_name=_("publics"),
    )
    age_bands = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.AGE_BAND),
        verbose_name=_("tranches d’âge"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("theme"),
        FieldPanel("audiences"),
        FieldPanel("age_bands"),
        InlinePanel("items", heading=_("Ressources, dans l’ordre"), min_num=1),
        REVIEW_PANELS,
    ]
    template = "resources/collections/collection.html"
    parent_page_types = ["resources.CollectionIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("mallette")
        verbose_name_plural = _("mallettes")


class CollectionItem(Orderable):
    collection = ParentalKey(
        CollectionPage, on_delete=models.CASCADE, related_name="items"
    )
    resource = models.ForeignKey(
        "resources.ResourcePage",
        models.CASCADE,
        related_name="collection_items",
        verbose_name=_("ressource"),
    )
    note = models.CharField(
        _("mot d’accompagnement"),
        max_length=300,
        blank=True,
        help_text=_("Pourquoi cette ressource vient ici, et quoi en faire."),
    )

    panels = [FieldPanel("resource"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("ressource de la mallette")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "resource"],
                name="collection_holds_a_resource_once",
                violation_error_message=_("Cette ressource est déjà dans la mallette."),
            )
        ]

    def __str__(self) -> str:
        return str(self.resource)
