"""Scans of paper signatures: what is accepted, and a store that no address leads to."""

from __future__ import annotations

import io
import re
import uuid
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1_048_576
MOST_PIXELS = 50_000_000
# A page at 300 dots per inch is 3508 high: beyond, nothing is easier to read.
LONGEST_SIDE = 4000
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
FORMATS = {"jpg": "JPEG", "png": "PNG"}
# In a PDF, these would act when somebody opens it.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")


def private_storage() -> Storage:
    return storages["private"]


def scan_path(_signatory: Any, name: str) -> str:
    """A name that says nothing and cannot be guessed."""
    return f"partnerships/{uuid.uuid4().hex}.{extension_of(name)}"


def extension_of(name: str) -> str:
    """Return pdf, jpg, png, or "" for anything else."""
    found = PurePath(name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    return found if found in TYPES else ""


def checked_scan(file: Any) -> ContentFile:
    """Return what may be kept of an uploaded file; ValidationError says why not.

    Photos are drawn again: no hidden data is kept, nor more pixels than needed.
    """
    extension = extension_of(file.name or "")
    if not extension:
        raise ValidationError(_("Déposez un PDF, une photo JPEG ou PNG."))
    if file.size > MOST_BYTES:
        raise ValidationError(_("Ce fichier dépasse 10 Mo."))
    content = file.read()
    if extension == "pdf":
        _require_pdf(content)
    else:
        content = _drawn_again(content, FORMATS[extension])
    return ContentFile(content, name=f"scan.{extension}")


def _require_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("Ce fichier n’est pas un PDF entier."))
    if _ACTIVE.search(content):
        raise ValidationError(_("Ce PDF contient un programme. Scannez la feuille."))


def _drawn_again(content: bytes, wanted: str) -> bytes:
    refused = _("Cette photo ne peut pas être lue. Essayez-en une autre.")
    too_large = _("Cette photo est trop grande. Réduisez-la.")
    try:
        image = Image.open(io.BytesIO(content), formats=[wanted])
        # Known from the header, before a single pixel is decoded.
        if image.width * image.height > MOST_PIXELS:
            raise ValidationError(too_large)
        image = ImageOps.exif_transpose(image)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        image.convert("RGB").save(out, wanted, quality=85)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(too_large) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(refused) from error
    return out.getvalue()
