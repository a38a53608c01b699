"""Serves the pictures of public pages: renditions, and nothing else of `var/media/`.

Originals and documents have no address here: an original may hold more than what is
shown, and Wagtail asks for each document who may read it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

FOLDER = "images"  # where Wagtail writes renditions
# Never guessed, and nothing that a browser would run: an SVG may hold scripts.
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
NAME = re.compile(r"\w[\w.-]*", re.ASCII)
HEADERS = {
    # The name says the content: `Rendition.get_upload_to`.
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    kind = TYPES.get(PurePosixPath(name).suffix)
    if not kind or not NAME.fullmatch(name):
        raise Http404(_("Cette image n’existe pas."))
    try:
        file = default_storage.open(f"{FOLDER}/{name}")
    except OSError as error:
        raise Http404(_("Cette image n’existe pas.")) from error
    return FileResponse(file, content_type=kind, headers=HEADERS)
