"""Library pages: the index that finds, and the resource that is read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from resources.library.ages import spoken_ages
from resources.library.answer import answer
from resources.library.filters import LibraryFilter
from resources.library.forms import (
    ASKED,
    ASKED_OF_EXTERNAL,
    MEDIA,
    ResourcePageForm,
    missing_for_publication,
)
from resources.library.media import Played, RelatedResource, ResourceDocument  # noqa: F401
from resources.library.panels import RESOURCE_PANELS
from resources.library.review import Reviewed
from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField
from resources.vocabularies.models import Term, Theme, Vocabulary, terms


class ResourceIndexPage(Page):
    """The library's door; it answers searches itself (a Wagtail page is its view)."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = LibraryFilter.PARAMETERS
    template = "resources/library/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.ResourcePage"]
    max_count = 1

    class Meta:
        verbose_name = _("bibliothèque")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | answer(request.GET, ResourcePage.objects.published())


# A page has some seventy columns; a card shows these.
ON_CARDS = [
    *("title", "slug", "url_path", "depth", "content_type", "live"),
    *("summary", "minutes", "last_reviewed_on", "first_published_at"),
    *("theme__slug", "theme__label", "theme__parent__slug"),
    *("format__slug", "format__label", "reading_level__slug", "reading_level__label"),
    *("language__slug", "language__label", "language__is_rtl"),
]


class ResourceQuerySet(PageQuerySet):
    def published(self) -> ResourceQuerySet:
        """What a reader without an account may see."""
        return self.live().public()

    def about(self, theme: Theme) -> ResourceQuerySet:
        """Those of a theme or of its children, as main theme or among the others."""
        themes = Theme.objects.filter(models.Q(pk=theme.pk) | models.Q(parent=theme))
        main = models.Q(theme__in=themes)
        among = models.Q(
            pk__in=self.model.themes.through.objects.filter(theme__in=themes).values(
                "resourcepage"
            )
        )
        return self.filter(main | among)

    def originals(self) -> ResourceQuerySet:
        """A translation is the same resource, said again: it is not one more."""
        return self.filter(translation_of=None)

    def for_reading(self) -> ResourceQuerySet:
        """Fetch the page and its files; `relations` brings the rest from memory."""
        return self.select_related("audio", "video", "captions")

    def with_labels(self) -> ResourceQuerySet:
        """Fetch what a card shows, and only that, in a fixed number of queries."""
        return (
            self.select_related("theme__parent", "format", "reading_level", "language")
            .prefetch_related("age_bands")
            .only(*ON_CARDS)
        )

    def with_classification(self) -> ResourceQuerySet:
        """Fetch every relation that the search index reads."""
        return self.select_related(
            "theme__parent", "format", "reading_level", "language"
        ).prefetch_related(
            "age_bands",
            "themes__parent",
            "audiences",
            "levels",
            "accessibility",
            "territories",
        )


ResourceManager = PageManager.from_queryset(ResourceQuerySet)


class Kind(models.TextChoices):
    ORIGINAL = "original", _("texte de l’équipe")
    EXTERNAL = "external", _("lien vers un autre site")
    DOCUMENT = "document", _("document à télécharger")


class ResourcePage(Reviewed, Played, Page):
    """One answer to one worry, in three layers: in brief, simple, in detail."""

    summary = models.CharField(_("résumé"), max_length=300)
    kind = models.CharField(
        _("nature"), max_length=10, choices=Kind.choices, default=Kind.ORIGINAL
    )
    key_points = models.JSONField(_("en bref"), default=list, blank=True)
    simple_text = models.TextField(_("langage simple"), blank=True)
    body = StreamField(DETAIL_BLOCKS, verbose_name=_("en détail"), blank=True)
    tonight = models.CharField(
        _("à faire ensemble ce soir"), max_length=400, blank=True
    )
    questions = models.JSONField(_("questions à poser"), default=list, blank=True)
    animator_notes = RichTextField(
        _("notes pour l’atelier (non publiques)"), blank=True, features=["bold", "ul"]
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", verbose_name=_("thème principal")
    )
    themes = ParentalManyToManyField(
        Theme, related_name="+", blank=True, verbose_name=_("autres thèmes")
    )
    audiences = ParentalManyToManyField(
        Term,
        related_name="+",
        limit_choices_to=terms(Vocabulary.AUDIENCE),
        verbose_name=_("publics"),
    )
    levels = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.LEVEL),
        verbose_name=_("niveaux"),
    )
    age_bands = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.AGE_BAND),
        verbose_name=_("tranches d’âge"),
    )
    contexts = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.CONTEXT),
        verbose_name=_("contextes d’usage"),
    )
    accessibility = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.ACCESSIBILITY),
        verbose_name=_("accessibilité"),
    )
    territories = ParentalManyToManyField(
        "resources.Territory",
        related_name="+",
        blank=True,
        verbose_name=_("territoires (aucun : national)"),
    )
    format = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to=terms(Vocabulary.FORMAT),
        verbose_name=_("format"),
    )
    reading_level = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to=terms(Vocabulary.READING_LEVEL),
        verbose_name=_("niveau de lecture"),
    )
    language = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to=terms(Vocabulary.LANGUAGE),
        verbose_name=_("langue"),
    )
    licence = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to=terms(Vocabulary.LICENCE),
        verbose_name=_("licence"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes de lecture"), default=5)
    source_name = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.URLField(_("adresse de la source"), blank=True)
    rights_holder = models.CharField(
        _("titulaire des droits"), max_length=120, blank=True
    )
    contributors = models.CharField(
        _("contributeurs"),
        max_length=300,
        blank=True,
        help_text=_("Séparés par des virgules ; montrés sous le texte."),
    )
    proofreaders = models.CharField(
        _("relecteurs du FALC"),
        max_length=300,
        blank=True,
        help_text=_("Un texte FALC est relu par des personnes concernées, nommées."),
    )
    review_every = models.PositiveSmallIntegerField(
        _("mois entre deux relectures"),
        null=True,
        blank=True,
        help_text=_("Vide : 3 pour la loi, 6 pour un sujet sensible, sinon 12."),
    )
    search_words = models.CharField(
        _("mots que tapent les parents"),
        max_length=400,
        blank=True,
        help_text=_(
            "Séparés par des virgules, comme on les dit : la recherche les connaît, "
            "la page ne les montre pas."
        ),
    )
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"translation_of": None},
        related_name="translations",
        verbose_name=_("traduction de"),
    )

    objects = ResourceManager()

    content_panels = [*Page.content_panels, *RESOURCE_PANELS]
    base_form_class = ResourcePageForm
    # A resource has one translation in a language: its copy is another text.
    exclude_fields_in_copy = [*Reviewed.exclude_fields_in_copy, "translation_of"]
    reads_parameters = ()
    template = "resources/library/resource.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600),
                name="resource_minutes_in_range",
                violation_error_message=_("Entre 1 et 600 minutes."),
            ),
            models.CheckConstraint(
                condition=models.Q(review_every=None)
                | models.Q(review_every__gte=1, review_every__lte=36),
                name="resource_review_every_in_range",
                violation_error_message=_("Entre 1 et 36 mois."),
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                name="resource_is_translated_once_per_language",
                violation_error_message=_("Cette langue a déjà sa traduction."),
            ),
            models.CheckConstraint(
                condition=~models.Q(page_ptr=models.F("translation_of")),
                name="resource_is_not_its_own_translation",
                violation_error_message=_("Une page n’est pas sa propre traduction."),
            ),
        ]

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """A published page keeps what publishing asks, by whatever way it comes."""
        if clean and self.live and (missing := self.missing_for_publication()):
            raise ValidationError(missing)
        super().save(clean=clean, **kwargs)

    def missing_for_publication(self) -> dict[str, Any]:
        names = {*ASKED, *ASKED_OF_EXTERNAL, *MEDIA, "kind", "proofreaders"}
        values = {name: getattr(self, name, None) for name in names - {"audiences"}}
        values["audiences"] = list(self.audiences.all())
        values["reading_level"] = self.reading_level
        return missing_for_publication(values)

    def all_themes(self) -> list[Theme]:
        """The primary theme first, then the others."""
        others = [theme for theme in self.themes.all() if theme.pk != self.theme_id]
        return [self.theme, *others]

    def is_sensitive(self) -> bool:
        return any(theme.is_sensitive for theme in self.all_themes())

    def review_months(self) -> int:
        """How long a check stays good: the law moves fast, worries next."""
        if self.review_every:
            return self.review_every
        themes = self.all_themes()
        if any(theme.is_legal for theme in themes):
            return 3
        return 6 if any(theme.is_sensitive for theme in themes) else 12

    def ages(self) -> str:
        return spoken_ages(band.slug for band in self.age_bands.all())

    def paragraphs(self) -> list[str]:
        """The simple text, one idea per paragraph."""
        return [part for part in self.simple_text.split("\n\n") if part.strip()]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from resources.library.reading import reading_context

        context = super().get_context(request, *args, **kwargs)
        return context | reading_context(self, request)
