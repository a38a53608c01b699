"""A parent's question and its answer: short first, longer for those who want it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from resources.library.review import REVIEW_PANELS, Reviewed
from resources.streams.blocks import DETAIL_BLOCKS
from resources.streams.fields import StreamField
from resources.vocabularies.models import Term, Theme, Vocabulary, terms

SHORT_ANSWER_WORDS = 60


def at_most_60_words(text: str) -> None:
    if (count := len(text.split())) > SHORT_ANSWER_WORDS:
        raise ValidationError(
            _("La réponse courte compte %(count)s mots ; %(most)s au plus."),
            params={"count": count, "most": SHORT_ANSWER_WORDS},
        )


class AnswerIndexPage(Page):
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "resources/answers/index.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["resources.AnswerPage"]
    max_count = 1

    class Meta:
        verbose_name = _("questions de parents")


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
    template = "resources/answers/answer.html"
    parent_page_types = ["resources.AnswerIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("question de parent")
        verbose_name_plural = _("questions de parents")


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
