"""Paper made of a resource: an A4 poster, and two languages in columns."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import segno
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from resources.generations.public import public_page
from resources.library.licences import credit
from resources.library.models import ResourcePage
from resources.library.reading import absolute
from resources.library.renamed import renamed

# Letters on the sheet above which the type gets smaller, so that one page is enough.
LONG, VERY_LONG = 450, 800


@require_safe
@public_page(reads=())
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sheet to hang on the school's door; print rules make it one A4 page."""
    page = _published(slug)
    if page.slug != slug:
        return redirect("library:poster", page.slug, permanent=True)
    url = absolute(request, page)
    context = {"page": page, "credit": credit(page), "absolute_url": url}
    context |= {"size": _size(page), "code": qr_code(url)}
    return render(request, "resources/library/poster.html", context)


@require_safe
@public_page(reads=())
def bilingual(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Show the plain text beside its translation, paragraph by paragraph."""
    page = _published(slug)
    if page.slug != slug:
        return redirect("library:bilingual", page.slug, language, permanent=True)
    origin = page.translation_of_id or page.pk
    others = ResourcePage.objects.published().exclude(pk=page.pk)
    others = others.filter(Q(pk=origin) | Q(translation_of=origin))
    other = others.filter(language__slug=language).select_related("language").first()
    if other is None:
        raise Http404
    left, right = (page, other) if other.pk != origin else (other, page)
    context = {"page": page, "left": left, "right": right, "rows": _rows(left, right)}
    context["absolute_url"] = absolute(request, page)
    return render(request, "resources/library/bilingual.html", context)


def _published(slug: str) -> ResourcePage:
    """Return the resource of that name, or that had it before it was renamed."""
    pages = ResourcePage.objects.published().select_related(
        "theme__parent", "language", "licence"
    )
    if page := pages.filter(slug=slug).first():
        return page
    return get_object_or_404(pages, pk=renamed(ResourcePage).get(slug))


def _size(page: ResourcePage) -> str:
    letters = len(page.title) + len(page.tonight) + sum(map(len, page.key_points))
    if not page.key_points:
        letters += len(page.summary)
    return "tiny" if letters > VERY_LONG else "dense" if letters > LONG else ""


def qr_code(text: str) -> SafeString:
    """Return `text` as an SVG without style or identifier; the text is ours."""
    code = segno.make(text, error="m", micro=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)  # noqa: S308


def _rows(left: ResourcePage, right: ResourcePage) -> list[tuple[Any, Any]]:
    """Pair what both say: titles first, then points, paragraphs, tonight, questions."""
    rows = [(left.title, right.title), (left.summary, right.summary)]
    for name in ("key_points", "paragraphs"):
        pairs = (_list(left, name), _list(right, name))
        rows += zip_longest(*pairs, fillvalue="")
    rows.append((left.tonight, right.tonight))
    rows += zip_longest(left.questions, right.questions, fillvalue="")
    return [row for row in rows if any(row)]


def _list(page: ResourcePage, name: str) -> list[str]:
    value = getattr(page, name)
    return value() if callable(value) else value
