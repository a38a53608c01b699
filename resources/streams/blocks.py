"""The blocks an editor may use in a detailed text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from resources.streams.pictures import PictureBlock

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Intertitre"), max_length=120)
    text = blocks.RichTextBlock(label=_("Texte"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "title"
        label = _("Partie")
        template = "resources/streams/section.html"


class AdviceBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Conseil"), features=["bold", "link"])

    class Meta:
        icon = "help"
        label = _("Conseil mis en avant")
        template = "resources/streams/advice.html"


class SayingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Phrase à dire"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Phrase à dire")
        template = "resources/streams/saying.html"


DETAIL_BLOCKS = [
    ("section", SectionBlock()),
    ("advice", AdviceBlock()),
    ("saying", SayingBlock()),
    ("image", PictureBlock(label=_("Image"), template="resources/streams/image.html")),
]
