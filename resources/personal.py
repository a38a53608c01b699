"""Text that looks as if it could name or number somebody."""

from __future__ import annotations

import re
import unicodedata

# An address, or a number long enough to be somebody's, however it is spaced.
_PERSONAL = re.compile(r"@|(?:\d[\s./()_–-]{0,3}){6}")


def looks_personal(text: str) -> bool:
    """Full-width and other digits count as digits; « 3018 » and « 6e » are no one."""
    return bool(_PERSONAL.search(unicodedata.normalize("NFKC", text)))
