"""What a request carries, read in one way: numbers and keys, whatever was typed.

A value that means nothing is None, never an error; no database is asked for a number
that it cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404

# Keys and numbers of both databases fit into 64 bits, signed.
BIGGEST = 2**63 - 1
LONGEST = len(str(BIGGEST))


def number(text: object) -> int | None:
    """Return the number written in plain digits, None for all else.

    « ² » and « ٣ » are digits to Python; nobody types them here.
    """
    written = str(text or "")
    if len(written) > LONGEST or not (written.isascii() and written.isdecimal()):
        return None
    return value if (value := int(written)) <= BIGGEST else None


def numbers(texts: Iterable[object]) -> list[int]:
    """Return those of `texts` that are numbers, each once, in their order."""
    found = (number(text) for text in texts)
    return list(dict.fromkeys(value for value in found if value is not None))


def number_or_404(data: Mapping[str, str], name: str) -> int:
    """Return the key given as `name`; what cannot be one is nobody's (404)."""
    value = number(data.get(name))
    if value is None:
        raise Http404
    return value


def page_number(data: Mapping[str, str], most: int) -> int:
    """Return the page asked, from 1 to `most`; the first for what is no number."""
    return min(max(number(data.get("page")) or 1, 1), most)
