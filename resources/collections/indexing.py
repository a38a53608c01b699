"""What search knows of a collection: its own words, and its notes on each resource.

Not the titles of its resources: they find the resources themselves, and a renamed one
would leave its old name here.
"""

from __future__ import annotations

from typing import Any

from resources.collections.models import CollectionPage
from resources.search.index import Document
from resources.search.sources import Source, register, theme_marks, theme_words


def document(page: CollectionPage) -> Document:
    marks = {"kind:collection", *theme_marks([page.theme])}
    marks |= {f"age:{term.slug}" for term in page.age_bands.all()}
    marks |= {f"public:{term.slug}" for term in page.audiences.all()}
    return Document(
        page_id=page.pk,
        title=page.title,
        theme=theme_words([page.theme]),
        summary="\n".join([page.summary, page.get_kind_display()]),
        body="\n".join(item.note for item in page.items.all()),
        facets=frozenset(marks),
        reviewed_on=page.last_reviewed_on,
    )


def _fetch(pages: Any) -> Any:
    pages = pages.select_related("theme__parent")
    return pages.prefetch_related("age_bands", "audiences", "items")


def connect() -> None:
    register(Source(CollectionPage, document, _fetch, themes=("theme",)))
