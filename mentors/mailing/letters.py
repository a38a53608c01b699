"""From one template, a mail's subject, its text and its HTML.

The first line of a template is « Objet : … ». Then paragraphs, separated by a blank
line; lines that start with « – » are a list; a paragraph that ends with an address
alone on its line becomes a button in HTML, named by the words above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SUBJECT = "Objet :"
LONGEST_SUBJECT = 200
ITEM = "– "
_ADDRESS = re.compile(r"^https?://\S+$")


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def write(template: str, context: dict[str, Any]) -> Letter:
    """Fill in a template, which also knows `site`; ValueError without a subject."""
    filled = render_to_string(
        template, {"site": settings.WAGTAILADMIN_BASE_URL} | context
    )
    head, _newline, body = filled.strip().partition("\n")
    if not head.startswith(SUBJECT):
        raise ValueError(f"{template} must begin with « {SUBJECT} … »")
    subject = " ".join(head.removeprefix(SUBJECT).split())[:LONGEST_SUBJECT]
    return Letter(subject, re.sub(r"\n{3,}", "\n\n", body.strip()))


def to_html(subject: str, text: str, why: str) -> str:
    """Return the HTML of a mail; every word of `text` is escaped."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    body = mark_safe("".join(map(_paragraph, paragraphs)))  # noqa: S308
    context = {"subject": subject, "body": body, "why": why}
    context["site"] = settings.WAGTAILADMIN_BASE_URL
    return render_to_string("mailing/layout.html", context)


def _paragraph(text: str) -> SafeString:
    lines = text.strip().splitlines()
    if len(lines) > 1 and _ADDRESS.match(lines[-1]):
        label = " ".join(lines[:-1]).removesuffix(":").strip()
        return _button(label, lines[-1])
    items = [line for line in lines if line.startswith(ITEM)]
    if not items:
        joined = format_html_join(SafeString("<br>"), "{}", ((s,) for s in lines))
        return format_html('<p style="margin:0 0 16px">{}</p>', joined)
    return _list(lines)


def _list(lines: list[str]) -> SafeString:
    """Lines before the first item introduce it; those after belong to their item."""
    first = next(i for i, line in enumerate(lines) if line.startswith(ITEM))
    items: list[list[str]] = []
    for line in lines[first:]:
        if line.startswith(ITEM):
            items.append([line.removeprefix(ITEM)])
        else:
            items[-1].append(line.strip())
    intro = _paragraph("\n".join(lines[:first])) if first else SafeString("")
    rows = format_html_join(
        "",
        '<li style="margin:0 0 8px">{}</li>',
        (
            (format_html_join(SafeString("<br>"), "{}", ((s,) for s in item)),)
            for item in items
        ),
    )
    return format_html(
        '{}<ul style="margin:0 0 16px;padding:0 0 0 20px">{}</ul>', intro, rows
    )


def _button(label: str, address: str) -> SafeString:
    return format_html(
        '<p style="margin:0 0 20px"><a href="{}" style="display:inline-block;'
        "padding:12px 20px;border-radius:8px;background:#125b4c;color:#fffdf9;"
        'font-weight:600;text-decoration:none">{}</a></p>',
        address,
        label,
    )
