"""Which kinds of pages search finds; their rows follow each page's life.

Knows no page model: every story registers its own, with the way to describe a page.
Deletion needs no signal (the row goes in cascade), nor does a move: search asks at
question time whether the page is live and public where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from resources.search.index import Document, keep_only, remove, write
from resources.vocabularies.models import Theme

BATCH = 200


@dataclass(frozen=True)
class Source:
    """A kind of page, and how to describe one.

    `fetch` adds to a queryset what `document` reads; `themes` are the paths to the
    page's themes, whose names are words to find it by.
    """

    model: type[Page]
    document: Callable[[Any], Document]
    fetch: Callable[[Any], Any]
    themes: tuple[str, ...] = ()

    def index(self, pages: Any) -> int:
        """Index the published ones of this queryset, in batches; return how many."""
        rows = self.fetch(pages.live()).iterator(chunk_size=BATCH)
        done = 0
        while batch := list(islice(rows, BATCH)):
            done += write(map(self.document, batch))
        return done

    def named(self, theme: Theme) -> Any:
        """Return its pages that bear this theme, or a child of it."""
        asked = Q()
        for path in self.themes:
            asked |= Q(**{path: theme}) | Q(**{f"{path}__parent": theme})
        found = self.model._default_manager.filter(asked).values("pk")
        return self.model._default_manager.filter(pk__in=found)


_sources: dict[type[Page], Source] = {}


def register(source: Source) -> None:
    """Keep the rows of this kind of page in step from now on."""
    model = source.model
    _sources[model] = source
    name = f"library-{model.__name__}"
    page_published.connect(_on_publish, sender=model, dispatch_uid=f"{name}-published")
    page_unpublished.connect(
        _on_unpublish, sender=model, dispatch_uid=f"{name}-unpublished"
    )
    post_save.connect(_on_theme_saved, sender=Theme, dispatch_uid="library-theme")


def rebuild() -> int:
    """Write the whole index again; return how many pages it holds."""
    live: list[int] = []
    for model in _sources:
        live += model._default_manager.live().values_list("pk", flat=True)
    keep_only(live)
    return sum(
        source.index(source.model._default_manager.all())
        for source in _sources.values()
    )


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    write([_sources[sender].document(instance)])


def _on_unpublish(instance: Page, **kwargs: Any) -> None:
    remove(instance.pk)


def _on_theme_saved(instance: Theme, created: bool, **kwargs: Any) -> None:
    """A new name for a theme is a new word to find its pages by."""
    if created or kwargs.get("raw"):
        return
    for source in _sources.values():
        if source.themes:
            source.index(source.named(instance))


def with_parents(themes: Iterable[Theme]) -> Iterator[Theme]:
    for theme in themes:
        yield theme
        if theme.parent:
            yield theme.parent


def theme_words(themes: list[Theme]) -> str:
    """Names of the themes, and the main (first) one's question as a parent asks it."""
    labels = dict.fromkeys(theme.label for theme in with_parents(themes))
    return " ".join([*labels, themes[0].question])


def theme_marks(themes: list[Theme]) -> Iterator[str]:
    return (f"theme:{theme.slug}" for theme in with_parents(themes))
