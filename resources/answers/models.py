"""A parent's question and its answer: short first, longer for those who want it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from resources.answers.filters import AnswerFilter
from resources.library.ages import spoken_ages
from resources.library.models import ResourcePage
from resources.library.review import REVIEW_PANELS, Reviewed
from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField
from resources.vocabularies.models import Term, Theme, Vocabulary, terms

SHORT_ANSWER_WORDS = 60
PER_PAGE = 20
READ_NEXT = 2


def at_most_60_words(text: str) -> None:
    if (count := len(text.split())) > SHORT_ANSWER_WORDS:
        raise ValidationError(
            _("La réponse courte compte %(count)s mots ; %(most)s au plus."),
            params={"count": count, "most": SHORT_ANSWER_WORDS},
        )


class AnswerIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    reads_parameters = AnswerFilter.PARAMETERS
    template = "resources/answers/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.AnswerPage"]
    max_count = 1

    class Meta:
        verbose_name = _("questions de parents")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        themes = list(Theme.objects.in_use())
        ages = list(Term.objects.of(Vocabulary.AGE_BAND))
        asked = AnswerFilter(request.GET, themes, ages)
        found = AnswerPage.objects.published().child_of(self).answering(asked)
        answers = found.by_theme().with_labels()
        page = Paginator(answers, PER_PAGE).get_page(asked.page_number)
        return super().get_context(request, *args, **kwargs) | {
            "asked": asked,
            "themes": [theme for theme in themes if not theme.parent_id],
            "ages": ages,
            "groups": [
                (theme, list(rows))
                for theme, rows in groupby(page, key=AnswerPage.top_theme)
            ],
            "total": page.paginator.count,
            "pager": page,
        }


class AnswerQuerySet(PageQuerySet):
    def published(self) -> AnswerQuerySet:
        """What a reader without an account may see."""
        return self.live().public()

    def with_labels(self) -> AnswerQuerySet:
        return self.select_related("theme__parent").prefetch_related("age_bands")

    def for_reading(self) -> AnswerQuerySet:
        """What a page by itself shows."""
        return self.with_labels()

    def about(self, theme: Theme) -> AnswerQuerySet:
        """Those of this theme and of its children."""
        return self.filter(models.Q(theme=theme) | models.Q(theme__parent=theme))

    def fitting(self, age: Term | None) -> AnswerQuerySet:
        """Say with `fits` which are written for this age, `is_for_all` for any age."""
        bands = AnswerPage.age_bands.through.objects
        own = bands.filter(answerpage=models.OuterRef("pk"))
        return self.annotate(
            fits=models.Exists(own.filter(term=age)),
            is_for_all=~models.Exists(own),
        )

    def answering(self, asked: AnswerFilter) -> AnswerQuerySet:
        """Those that pass the filter; an answer without an age is for every age."""
        found = self
        if asked.theme:
            found = found.about(asked.theme)
        if asked.age:
            found = found.fitting(asked.age)
            found = found.filter(models.Q(fits=True) | models.Q(is_for_all=True))
        return found

    def by_theme(self) -> AnswerQuerySet:
        """The order of the vocabulary, children with their parent, then the title."""
        top = Coalesce("theme__parent__position", "theme__position")
        return self.order_by(top, "title", "pk")


AnswerManager = PageManager.from_queryset(AnswerQuerySet)


class AnswerPage(Reviewed, Page):
    """The title is the question, in a parent's words."""

    short_answer = models.TextField(
        _("réponse courte"),
        validators=[at_most_60_words],
        help_text=_("60 mots au plus : ce qu’on dirait au téléphone."),
    )
    body = StreamField(DETAIL_BLOCKS, verbose_name=_("réponse longue"), blank=True)
    tonight = models.CharField(_("à faire ce soir"), max_length=400, blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", verbose_name=_("thème")
    )
    age_bands = ParentalManyToManyField(
        Term,
        related_name="+",
        blank=True,
        limit_choices_to=terms(Vocabulary.AGE_BAND),
        verbose_name=_("tranches d’âge (aucune : toutes)"),
    )

    objects = AnswerManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("short_answer"),
        FieldPanel("body"),
        FieldPanel("tonight"),
        FieldPanel("theme"),
        FieldPanel("age_bands"),
        InlinePanel("readings", heading=_("À lire ensuite"), max_num=4),
        REVIEW_PANELS,
    ]
    reads_parameters = ()
    template = "resources/answers/answer.html"
    parent_page_types = ["resources.AnswerIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("question de parent")
        verbose_name_plural = _("questions de parents")

    def top_theme(self) -> Theme:
        return self.theme.parent or self.theme

    def is_sensitive(self) -> bool:
        return self.theme.is_sensitive

    def ages(self) -> str:
        return spoken_ages(band.slug for band in self.age_bands.all())

    def read_next(self) -> list[ResourcePage]:
        """Its readings that anyone may open; none left: two of the same theme."""
        chosen = [reading.resource_id for reading in self.readings.all()]
        resources = ResourcePage.objects.published().with_labels()
        if chosen:
            found = resources.in_bulk(chosen)
            if shown := [found[pk] for pk in chosen if pk in found]:
                return shown
        same = resources.filter(theme=self.theme_id)
        return list(same.order_by("-last_reviewed_on", "pk")[:READ_NEXT])

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "questions": self.get_parent(),
            "resources": self.read_next(),
        }


class AnswerReading(Orderable):
    answer = ParentalKey(AnswerPage, on_delete=models.CASCADE, related_name="readings")
    resource = models.ForeignKey(
        "resources.ResourcePage",
        models.CASCADE,
        related_name="+",
        verbose_name=_("ressource"),
    )

    panels = [FieldPanel("resource")]

    def __str__(self) -> str:
        return str(self.resource)
