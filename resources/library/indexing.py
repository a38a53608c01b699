"""What search knows of a resource: its words by weight, and its facets.

The notes for the person who runs a session are not public: they are never indexed.
"""

from __future__ import annotations

from collections.abc import Iterator

from resources.library.filters import NATIONAL, PRINTABLE, duration
from resources.library.models import ResourcePage, ResourceQuerySet
from resources.search.index import Document
from resources.search.sources import Source, register, theme_marks, theme_words
from resources.streams.words import stream_words


def document(page: ResourcePage) -> Document:
    return Document(
        page_id=page.pk,
        title=page.title,
        # What parents type says what a page is about, as its themes do.
        theme=f"{theme_words(page.all_themes())} {page.search_words}",
        summary="\n".join([page.summary, *page.key_points]),
        body="\n".join(_public_texts(page)),
        facets=frozenset(_facets(page)),
        minutes=page.minutes,
        reviewed_on=page.last_reviewed_on,
    )


def _public_texts(page: ResourcePage) -> Iterator[str]:
    yield page.simple_text
    yield page.tonight
    yield from page.questions
    yield from stream_words(page.body)


def _facets(page: ResourcePage) -> Iterator[str]:
    yield "kind:resource"
    yield from theme_marks(page.all_themes())
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


def connect() -> None:
    fetch = ResourceQuerySet.with_classification
    register(Source(ResourcePage, document, fetch, themes=("theme", "themes")))
