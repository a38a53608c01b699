"""The words of a stream, without tags: what search reads of a detailed text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

_TAG = re.compile(r"<[^>]+>")


def stream_words(stream: Any) -> Iterator[str]:
    """Yield the texts of a StreamField's value, block after block."""
    for block in stream.raw_data:
        yield from _words(block["value"])


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(_TAG.sub(" ", value))
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _words(inside)
