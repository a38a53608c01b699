"""What a resource gives to hear, to watch and to download."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

DOCUMENT = get_document_model_string()


def _file(label: str, help_text: str = "") -> models.ForeignKey:
    return models.ForeignKey(
        DOCUMENT,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


def spoken_size(size: int) -> str:
    """Return bytes as a French reader counts them: « 56 Ko », « 1,4 Mo »."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0Ko"
    return f"{size / 1_000_000:.1f}\u00a0Mo".replace(".", ",")


class Played(models.Model):
    """Sound and picture of a resource; a video without its transcript is refused."""

    audio = _file(_("lecture enregistrée"), _("MP3 : le texte lu à voix haute."))
    video = _file(_("vidéo"), _("MP4 ou WebM."))
    captions = _file(_("sous-titres"), _("Fichier WebVTT (.vtt)."))
    video_url = models.URLField(
        _("vidéo sur un autre site"),
        blank=True,
        help_text=_("Rien n’est chargé de ce site avant que le lecteur le demande."),
    )
    transcript = models.TextField(_("transcription"), blank=True)

    class Meta:
        abstract = True

    def has_video(self) -> bool:
        return bool(self.video_id or self.video_url)


class ResourceDocument(Orderable):
    page = ParentalKey(
        "resources.ResourcePage", on_delete=models.CASCADE, related_name="documents"
    )
    document = models.ForeignKey(
        DOCUMENT, models.PROTECT, related_name="+", verbose_name=_("document")
    )
    label = models.CharField(_("nom montré"), max_length=120, blank=True)

    panels = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("document de la ressource")

    def __str__(self) -> str:
        return self.label or str(self.document)

    def kind_and_size(self) -> str:
        """Return « PDF, 56 Ko »; the size is what was noted at upload."""
        kind = self.document.file_extension.upper()
        size = self.document.file_size
        return f"{kind}, {spoken_size(size)}" if size else kind


class RelatedResource(Orderable):
    page = ParentalKey(
        "resources.ResourcePage", on_delete=models.CASCADE, related_name="related"
    )
    resource = models.ForeignKey(
        "resources.ResourcePage",
        models.CASCADE,
        related_name="+",
        verbose_name=_("ressource"),
    )

    panels = [FieldPanel("resource")]

    class Meta(Orderable.Meta):
        verbose_name = _("ressource liée")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "resource"],
                name="resource_is_related_once",
                violation_error_message=_("Cette ressource est déjà liée."),
            ),
            models.CheckConstraint(
                condition=~models.Q(page=models.F("resource")),
                name="resource_is_not_related_to_itself",
                violation_error_message=_("Une ressource n’est pas liée à elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.resource)


MEDIA_PANELS = MultiFieldPanel(
    [
        FieldPanel("audio"),
        FieldPanel("video"),
        FieldPanel("captions"),
        FieldPanel("video_url"),
        FieldPanel("transcript"),
        InlinePanel("documents", heading=_("Documents à télécharger")),
    ],
    heading=_("Audio, vidéo, documents"),
)
