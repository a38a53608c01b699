"""Answer a request for a part of a sound or a film: how a player seeks (RFC 9110, 14).

Wagtail serves whole files; without parts, a phone cannot move in a recording, and some
refuse to play it at all.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

PLAYED = ("audio/", "video/")
MOST = 1_048_576  # bytes per answer: a player asks for the rest as it goes
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def serve_part(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Return 206 with the part asked, 416 beyond the end, None to serve it whole."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not document.content_type.startswith(PLAYED):
        return None
    tag = f'"{document.file_hash}"'
    if request.headers.get("If-Range", tag) != tag:
        return None
    size = document.file.size
    bounds = part_bounds(*asked.groups(), size)
    if bounds is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = bounds
    with document.open_file() as file:
        file.seek(first)
        body = file.read(last - first + 1)
    return HttpResponse(
        body,
        status=206,
        content_type=document.content_type,
        headers={
            "Accept-Ranges": "bytes",
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Content-Security-Policy": "default-src 'none'",
            "Content-Disposition": "inline",
            "ETag": tag,
            "X-Content-Type-Options": "nosniff",
        },
    )


def part_bounds(start: str, end: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte to send, None when nothing of it exists.

    « -500 » asks for the last 500 bytes; at most `MOST` are sent at once.
    """
    if not start:
        if not end or not int(end) or not size:
            return None
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
    if first >= size or last < first:
        return None
    return first, min(last, first + MOST - 1)
