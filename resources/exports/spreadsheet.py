"""Tables for a spreadsheet: one guard against formulas, a CSV that Excel opens.

Every export of the site goes through here.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

FORMULA = frozenset("=+-@|")
BOM = "\ufeff"


def safe_cell(value: Any) -> Any:
    """Return text that no spreadsheet reads as a formula; other types are left.

    Blanks and invisible characters before the text are dropped, since some programs
    skip them before looking for « = »; so are the full-width forms of the signs.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    start = next((i for i, char in enumerate(text) if not _is_blank(char)), len(text))
    text = text[start:]
    if text and unicodedata.normalize("NFKC", text[0])[0] in FORMULA:
        return f"'{text}"
    return text


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a CSV with « ; », CRLF and the mark that makes Excel read UTF-8."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_response(text: str, name: str) -> HttpResponse:
    """Send a table as the file `name`, to keep."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
