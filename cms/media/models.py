"""Our own image and document models, so that fields can be added without pain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.media.contents import CONTENT_BYTES, is_what_it_says


class CustomImage(AbstractImage):
    credit = models.CharField(_("crédit"), max_length=200, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    image = models.ForeignKey(
        CustomImage, on_delete=models.CASCADE, related_name="renditions"
    )

    def get_upload_to(self, filename: str) -> str:
        """Name another content otherwise: browsers keep a picture for a year."""
        mark = self.image.get_file_hash()[:12]
        return str(super().get_upload_to(f"{mark}.{filename}"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="unique_rendition",
            )
        ]


class CustomDocument(AbstractDocument):
    credit = models.CharField(_("crédit"), max_length=200, blank=True)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "credit")

    def clean(self) -> None:
        """A file is what its name says; one that is already there was checked."""
        super().clean()
        kept = CustomDocument.objects.filter(pk=self.pk, file=self.file.name)
        if self.file and not kept.exists():
            self.file.seek(0)
            start = self.file.read(CONTENT_BYTES)
            self.file.seek(0)
            if not is_what_it_says(self.file_extension, start):
                raise ValidationError(
                    {
                        "file": _("Le contenu de ce fichier n’est pas celui d’un .%s.")
                        % self.file_extension
                    }
                )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
