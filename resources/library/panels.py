"""How an editor fills in a resource: reading first, then classification and trust."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from resources.library.media import MEDIA_PANELS
from resources.library.review import REVIEW_PANELS


def _group(heading: str, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


RESOURCE_PANELS = [
    FieldPanel("summary"),
    _group(_("Les trois lectures"), "key_points", "simple_text", "body"),
    _group(_("À faire ensemble ce soir"), "tonight", "questions"),
    FieldPanel("animator_notes"),
    MEDIA_PANELS,
    _group(
        _("Classement"),
        "theme",
        "themes",
        "audiences",
        "levels",
        "age_bands",
        "format",
        "minutes",
        "reading_level",
        "language",
        "contexts",
        "accessibility",
        "territories",
        "translation_of",
        "search_words",
    ),
    InlinePanel("related", heading=_("Ressources liées"), max_num=4),
    _group(
        _("Confiance"),
        "kind",
        "source_name",
        "source_url",
        "licence",
        "rights_holder",
        "contributors",
        "proofreaders",
        "review_every",
    ),
    REVIEW_PANELS,
]
