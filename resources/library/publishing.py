"""Publish a resource from plain data, as an import or the demonstration does."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from typing import Any

from django.db import transaction
from django.utils.html import escape

from resources.library.models import Kind, ResourceIndexPage, ResourcePage
from resources.territories.models import Territory
from resources.vocabularies.models import Term, Theme, Vocabulary

ONE_TERM = {
    "format": Vocabulary.FORMAT,
    "reading_level": Vocabulary.READING_LEVEL,
    "language": Vocabulary.LANGUAGE,
    "licence": Vocabulary.LICENCE,
}
SEVERAL_TERMS = {
    "audiences": Vocabulary.AUDIENCE,
    "levels": Vocabulary.LEVEL,
    "age_bands": Vocabulary.AGE_BAND,
    "contexts": Vocabulary.CONTEXT,
    "accessibility": Vocabulary.ACCESSIBILITY,
}
COPIED = (
    "title slug summary key_points simple_text tonight questions minutes "
    "source_name source_url last_reviewed_on search_words"
).split()


@transaction.atomic
def create_resource(
    index_page: ResourceIndexPage, data: dict[str, Any], owner: Any
) -> ResourcePage:
    """Publish the resource that `data` describes; return it as it is if it exists.

    `data` has the fields of ResourcePage by name, slugs in place of terms, and
    `details`: a list of {heading, text}; `translation_of` is the slug of the original.
    Raises ValueError on an unknown slug, DoesNotExist on an unknown original, and
    ValidationError when something that publishing asks is missing.
    """
    known = ResourcePage.objects.child_of(index_page).filter(slug=data["slug"]).first()
    if known:
        return known
    page = ResourcePage(live=False, owner=owner, content_owner=owner)
    for name in COPIED:
        if name in data:
            setattr(page, name, _tidy(data[name]))
    page.kind = data.get("kind", Kind.ORIGINAL)
    if original := data.get("translation_of"):
        page.translation_of = ResourcePage.objects.child_of(index_page).get(
            slug=original
        )
    page.animator_notes = rich_text(data.get("animator_notes", ""))
    page.body = json.dumps([_section(part) for part in data.get("details", ())])
    _classify(page, data)
    if page.last_reviewed_on:
        page.next_review_on = add_months(page.last_reviewed_on, page.review_months())
    index_page.add_child(instance=page)
    page.save_revision(user=owner).publish(user=owner, skip_permission_checks=True)
    # Publishing works on the revision's own copy.
    return ResourcePage.objects.get(pk=page.pk)


def _classify(page: ResourcePage, data: dict[str, Any]) -> None:
    page.theme = _themes([data["theme"]])[0]
    page.themes = _themes(data.get("themes", ()))
    for name, vocabulary in ONE_TERM.items():
        setattr(page, name, _terms(vocabulary, [data[name]])[0])
    for name, vocabulary in SEVERAL_TERMS.items():
        setattr(page, name, _terms(vocabulary, data.get(name, ())))
    page.territories = list(
        Territory.objects.filter(pk__in=data.get("territories", ()))
    )


def _themes(slugs: Any) -> list[Theme]:
    found = {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}
    return _in_order(slugs, found, "theme")


def _terms(vocabulary: Vocabulary, slugs: Any) -> list[Term]:
    rows = Term.objects.filter(vocabulary=vocabulary, slug__in=slugs)
    return _in_order(slugs, {term.slug: term for term in rows}, vocabulary.value)


def _in_order(slugs: Any, found: dict[str, Any], what: str) -> list[Any]:
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        raise ValueError(f"Unknown {what}: {', '.join(unknown)}")
    return [found[slug] for slug in slugs]


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _section(part: dict[str, str]) -> dict[str, Any]:
    value = {"heading": part["heading"], "text": rich_text(part["text"])}
    return {"type": "section", "value": value}


def rich_text(text: str) -> str:
    """Turn plain paragraphs, and lines that start with "- ", into rich text."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_block(block) for block in blocks if block.strip())


def _block(block: str) -> str:
    """A paragraph may introduce a list: its lines may mix both."""
    html, items, words = "", [], []
    for line in map(str.strip, block.splitlines()):
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:])}</li>")
        elif line:
            words.append(escape(line))
    if words:
        html += f"<p>{' '.join(words)}</p>"
    return html + (f"<ul>{''.join(items)}</ul>" if items else "")


def add_months(day: dt.date, months: int) -> dt.date:
    """31 August plus six months is the last day of February."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))
