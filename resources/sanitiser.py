"""The one door for text that people send us; it alone marks such text as safe HTML."""

from __future__ import annotations

import re
import unicodedata

import bleach
import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = frozenset({"b", "br", "em", "i", "li", "ol", "p", "strong", "ul"})
MAX_PASSES = 8

# Control and format characters (zero-width, direction overrides), lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


def plain_text(text: str, limit: int) -> str:
    """Return text fit to store, at most `limit` characters; still to be escaped.

    For fields where markup means nothing: « 3 < 5 » stays as it is.
    """
    text = text[: 4 * limit].replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    # Removing first may bring a letter and its accent together, hence this order; and
    # NFC may lengthen, hence the cut comes last.
    return unicodedata.normalize("NFC", text[:limit])[:limit].strip()


def safe_html(text: str, limit: int) -> SafeString:
    """Return HTML with a handful of tags and no attribute, at most `limit` characters.

    Cleaning its own output changes nothing.
    """
    size = limit
    while True:
        cleaned = _until_stable(plain_text(text, size))
        if len(cleaned) <= limit:
            return mark_safe(cleaned)  # noqa: S308
        # Escaping lengthens: cut the input, never an entity or a tag in two.
        size -= max(1, (len(cleaned) - limit) // 6)


def _until_stable(text: str) -> str:
    """Repeat until nothing moves: entities may hide what a first pass must not see."""
    for _pass in range(MAX_PASSES):
        cleaned = _clean(text)
        if cleaned == text:
            return cleaned
        text = cleaned
    return escape(plain_text(nh3.clean(text, tags=set()), len(text)))


def _clean(text: str) -> str:
    text = plain_text(text, len(text) or 1)
    text = bleach.clean(text, tags=ALLOWED_TAGS, attributes={}, strip=True)
    return nh3.clean(text, tags=set(ALLOWED_TAGS), attributes={}).strip()
