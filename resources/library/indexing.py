"""What search knows of a resource: its words by weight, its facets; kept in step.

The notes for the person who runs a session are not public: they are never indexed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.signals import page_published, page_unpublished

from resources.library.filters import NATIONAL, PRINTABLE, duration
from resources.library.models import ResourcePage
from resources.search.index import Document, keep_only, remove, write
from resources.vocabularies.models import Theme

BATCH = 200
_TAG = re.compile(r"<[^>]+>")


def document(page: ResourcePage) -> Document:
    return Document(
        page_id=page.pk,
        title=page.title,
        theme=" ".join(_theme_words(page)),
        summary="\n".join([page.summary, *page.key_points, page.search_words]),
        body="\n".join(_public_texts(page)),
        facets=frozenset(_facets(page)),
        minutes=page.minutes,
        reviewed_on=page.last_reviewed_on,
    )


def _with_parents(page: ResourcePage) -> Iterator[Theme]:
    for theme in page.all_themes():
        yield theme
        if theme.parent:
            yield theme.parent


def _theme_words(page: ResourcePage) -> list[str]:
    """Names of the themes, and the main one's question as a parent asks it."""
    labels = dict.fromkeys(theme.label for theme in _with_parents(page))
    return [*labels, page.theme.question]


def _public_texts(page: ResourcePage) -> Iterator[str]:
    yield page.simple_text
    yield page.tonight
    yield from page.questions
    for block in page.body.raw_data:
        yield from _block_texts(block["value"])


def _block_texts(value: Any) -> Iterator[str]:
    """Yield the words of a block; rich text loses its tags."""
    if isinstance(value, str):
        yield html.unescape(_TAG.sub(" ", value))
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _block_texts(inside)


def _facets(page: ResourcePage) -> Iterator[str]:
    yield "kind:resource"
    yield from (f"theme:{theme.slug}" for theme in _with_parents(page))
    yield from (f"age:{term.slug}" for term in page.age_bands.all())
    yield from (f"public:{term.slug}" for term in page.audiences.all())
    yield from (f"niveau:{term.slug}" for term in page.levels.all())
    yield f"format:{page.format.slug}"
    yield f"langue:{page.language.slug}"
    yield f"duree:{duration(page.minutes)}"
    yield f"lecture:{page.reading_level.slug}"
    yield from (f"acces:{term.slug}" for term in page.accessibility.all())
    if any(term.slug == "a-imprimer" for term in page.accessibility.all()):
        yield f"lecture:{PRINTABLE[0]}"
    codes = [territory.code for territory in page.territories.all()]
    yield from (f"territoire:{code}" for code in codes or [NATIONAL[0]])


def index_pages(pages: Any) -> int:
    """Index the published ones of this queryset, in batches; return how many."""
    rows = pages.live().with_classification().iterator(chunk_size=BATCH)
    done = 0
    while batch := list(islice(rows, BATCH)):
        done += write(map(document, batch))
    return done


def rebuild() -> int:
    """Write the whole index again; return how many resources it holds."""
    pages = ResourcePage.objects.live()
    keep_only(pages.values_list("pk", flat=True))
    return index_pages(pages)


# Deletion needs no signal (the row goes in cascade), nor does a move: search asks at
# question time whether the page is live and public where it stands.


def _on_publish(instance: ResourcePage, **kwargs: Any) -> None:
    write([document(instance)])


def _on_unpublish(instance: ResourcePage, **kwargs: Any) -> None:
    remove(instance.pk)


def _on_theme_saved(instance: Theme, created: bool, **kwargs: Any) -> None:
    """A new name for a theme is a new word to find its resources by."""
    if created or kwargs.get("raw"):
        return
    concerned = Q(theme=instance) | Q(themes=instance)
    concerned |= Q(theme__parent=instance) | Q(themes__parent=instance)
    found = ResourcePage.objects.filter(concerned).values("pk")
    index_pages(ResourcePage.objects.filter(pk__in=found))


def connect() -> None:
    page_published.connect(
        _on_publish, sender=ResourcePage, dispatch_uid="library-publish"
    )
    page_unpublished.connect(
        _on_unpublish, sender=ResourcePage, dispatch_uid="library-unpublish"
    )
    post_save.connect(_on_theme_saved, sender=Theme, dispatch_uid="library-theme")
