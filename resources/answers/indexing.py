"""What search knows of a parent's question: its title is the question itself."""

from __future__ import annotations

from resources.answers.models import AnswerPage, AnswerQuerySet
from resources.search.index import Document
from resources.search.sources import Source, register, theme_marks, theme_words
from resources.streams.words import stream_words


def document(page: AnswerPage) -> Document:
    ages = (f"age:{term.slug}" for term in page.age_bands.all())
    return Document(
        page_id=page.pk,
        title=page.title,
        theme=theme_words([page.theme]),
        summary=page.short_answer,
        body="\n".join([page.tonight, *stream_words(page.body)]),
        facets=frozenset({"kind:answer", *theme_marks([page.theme]), *ages}),
        reviewed_on=page.last_reviewed_on,
    )


def connect() -> None:
    fetch = AnswerQuerySet.with_labels
    register(Source(AnswerPage, document, fetch, themes=("theme",)))
