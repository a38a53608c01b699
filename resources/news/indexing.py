"""What search knows of a piece of news: the latest comes first among equals."""

from __future__ import annotations

from typing import Any

from resources.news.models import NewsPage
from resources.search.index import Document
from resources.search.sources import Source, register
from resources.streams.words import stream_words


def document(page: NewsPage) -> Document:
    places = {f"territoire:{place.code}" for place in page.territories.all()}
    return Document(
        page_id=page.pk,
        title=page.title,
        theme="",
        summary=page.summary,
        body="\n".join(stream_words(page.body)),
        facets=frozenset({"kind:news"} | (places or {"territoire:france"})),
        reviewed_on=page.dated_on,
    )


def _fetch(pages: Any) -> Any:
    return pages.prefetch_related("territories")


def connect() -> None:
    register(Source(NewsPage, document, _fetch))
