"""The answer that carries a sheet: the page's own fragment of HTML, on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def pdf_response(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    name: str,
    made_at: dt.datetime,
) -> HttpResponse:
    """Render `template` and send it as the PDF file `name`, to keep or to print."""
    # Heavy, and only for those who ask for a PDF.
    from resources.sheets.pdf import to_pdf

    html = render_to_string(template, context, request)
    body = to_pdf(title, html, made_at)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
