"""Collections (« mallettes »): resources in an order, each with a word of guidance."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from resources.library.ages import spoken_ages
from resources.library.models import ResourcePage
from resources.library.review import REVIEW_PANELS, Reviewed
from resources.library.shelf import ShelfFilter, shelf
from resources.vocabularies.models import Term, Theme, Vocabulary, terms

PER_PAGE = 12
KIND = "nature"


class CollectionKind(models.TextChoices):
    KIT = "mallette", _("mallette")
    COURSE = "parcours", _("parcours")
    FILE = "dossier", _("dossier")
    SESSION_KIT = "kit-atelier", _("kit d’atelier")


class CollectionIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = (KIND, "page")
    template = "resources/collections/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.CollectionPage"]
    max_count = 1

    class Meta:
        verbose_name = _("mallettes")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        asked = ShelfFilter(request.GET, KIND, CollectionKind.choices)
        pages = CollectionPage.objects.child_of(self).live().public()
        if asked.chosen:
            pages = pages.filter(kind=asked.chosen)
        pages = pages.select_related("theme__parent").order_by("title", "pk")
        context = shelf(asked, pages, PER_PAGE)
        measure(context["results"])
        return super().get_context(request, *args, **kwargs) | context


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
    reads_parameters = ()
    template = "resources/collections/collection.html"
    parent_page_types = ["resources.CollectionIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("mallette")
        verbose_name_plural = _("mallettes")

    def ages(self) -> str:
        return spoken_ages(band.slug for band in self.age_bands.all())

    def steps(self) -> list[tuple[CollectionItem, ResourcePage]]:
        """Each item with its resource, in order; only what everybody may read."""
        items = list(self.items.all())
        ids = [item.resource_id for item in items]
        readable = ResourcePage.objects.published().with_labels().in_bulk(ids)
        return [
            (item, readable[item.resource_id])
            for item in items
            if item.resource_id in readable
        ]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        steps = self.steps()
        return super().get_context(request, *args, **kwargs) | {
            "index": self.get_parent(),
            "steps": steps,
            "minutes": sum(resource.minutes for _item, resource in steps),
        }


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


def measure(pages: list[CollectionPage]) -> None:
    """Write on each page how many readable resources it holds, and their minutes."""
    rows = (
        CollectionItem.objects.filter(
            collection__in=[page.pk for page in pages],
            resource__in=ResourcePage.objects.published().values("pk"),
        )
        .values_list("collection")
        .annotate(Count("pk"), Sum("resource__minutes"))
        .order_by()
    )
    sums = {pk: (count, minutes) for pk, count, minutes in rows}
    for page in pages:
        page.count, page.minutes = sums.get(page.pk, (0, 0))
