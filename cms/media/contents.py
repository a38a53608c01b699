"""Is a file what its extension says? Told by its first bytes, without decoding it."""

from __future__ import annotations

import re

CONTENT_BYTES = 512
_ZIP = rb"PK\x03\x04"
_MPEG_4 = rb".{4}ftyp"
# An MP3 begins with its tags or with the eleven set bits of a frame.
_MP3 = rb"ID3|\xff[\xe2-\xff]"
STARTS = {
    "pdf": rb"%PDF-",
    **dict.fromkeys(("odt", "docx", "ods", "xlsx", "odp", "pptx"), _ZIP),
    "mp3": _MP3,
    "m4a": _MPEG_4,
    "mp4": _MPEG_4,
    "webm": rb"\x1a\x45\xdf\xa3",
    "vtt": rb"(\xef\xbb\xbf)?WEBVTT[ \t\r\n]",
    "txt": rb"[^\x00]+\Z",
}


def is_what_it_says(extension: str, start: bytes) -> bool:
    """Compare the first `CONTENT_BYTES` of a file with what `extension` promises."""
    expected = STARTS.get(extension.lower())
    return bool(expected and re.match(expected, start, re.DOTALL))
