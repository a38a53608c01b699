"""What a picture may be, and what is kept of it: its pixels, drawn again.

A photo carries the place where it was taken and its owner's name; a file that is a
picture to one reader may be a program to another. Neither outlives being drawn again.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG"}
# What Pillow's readers raise on a broken file; nothing of ours raises them here.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
# Neither where nor by whom: the colours stay right, an animation keeps its pace.
KEPT = {"icc_profile", "transparency", "duration", "loop", "background"}


class PictureField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        """Return the picture drawn again; a broken one is an error of the form."""
        try:
            file = super().to_python(data)
            return file and drawn_again(file)
        except UNREADABLE as error:
            message = _("Cette image ne peut pas être lue. Essayez-en une autre.")
            raise ValidationError(message, code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form of an image, wherever one is uploaded (see the settings)."""

    # Wagtail's widget: it fills the title in from the name of the file.
    file = PictureField(label=_("Fichier"), widget=BaseImageForm.Meta.widgets["file"])


def drawn_again(file: Any) -> SimpleUploadedFile:
    """Return the same picture, upright, in the same format, without anything beside it.

    Every frame is decoded: OSError, SyntaxError or ValueError when one cannot be.
    """
    file.seek(0)
    extension = file.name.rpartition(".")[2].lower()
    wanted = FORMATS.get(extension, extension.upper())
    out = io.BytesIO()
    with Image.open(file, formats=[wanted]) as image:
        if getattr(image, "is_animated", False):
            _forget(image)
            image.save(out, wanted, save_all=True, exif=b"", comment=b"")
        else:
            upright = ImageOps.exif_transpose(image)
            _forget(upright)
            upright.save(out, wanted, quality=90, exif=b"", comment=b"")
    kept = SimpleUploadedFile(file.name, out.getvalue(), file.content_type)
    kept.image = file.image
    return kept


def _forget(image: Image.Image) -> None:
    image.info = {key: value for key, value in image.info.items() if key in KEPT}
