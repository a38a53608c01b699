"""Mark what is the same for every visitor, so that a page cache may keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from resources.generations.models import FIGURES, LIBRARY, SITE

EVERYTHING = (LIBRARY, SITE, FIGURES)

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Shared:
    """What a response was made of: generations, and the query parameters it read.

    `reads` is None when any parameter may have played a part.
    """

    generations: tuple[str, ...] = EVERYTHING
    reads: frozenset[str] | None = None


def share(
    response: HttpResponseBase,
    *generations: str,
    reads: Iterable[str] | None = None,
) -> HttpResponseBase:
    """Say that `response` holds nothing of who asked; return it."""
    read = None if reads is None else frozenset(reads)
    response.shared = Shared(generations or EVERYTHING, read)  # type: ignore[attr-defined]
    return response


def public_page(
    *generations: str, reads: Iterable[str] | None = None
) -> Callable[[View], View]:
    """Decorate a view whose answer to a GET is the same for every visitor."""

    def decorate(view: View) -> View:
        @wraps(view)
        def shared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.is_shared = True  # type: ignore[attr-defined]
            return share(view(request, *args, **kwargs), *generations, reads=reads)

        return shared

    return decorate
