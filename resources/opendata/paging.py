"""Pages of an answer, with the addresses of the next and of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from resources.metadata.addresses import absolute
from resources.opendata.problems import page_number

PER_PAGE = 50


def page_of(
    request: HttpRequest,
    rows: Sequence[Any],
    show: Callable[[Any], Any],
    *,
    fetch: Callable[[Any], Sequence[Any]] = list,
) -> dict[str, Any]:
    """Return {total, page, pages, next, previous, results} of a list or queryset.

    `fetch` turns the slice into what `show` takes. A page after the last is empty.
    """
    number = page_number(request.GET)
    total = len(rows) if isinstance(rows, list) else rows.count()  # type: ignore[attr-defined]
    pages = max(1, -(-total // PER_PAGE))
    part = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    return {
        "total": total,
        "page": number,
        "pages": pages,
        "next": _address(request, number + 1) if number < pages else None,
        "previous": _address(request, min(number - 1, pages)) if number > 1 else None,
        "results": [show(row) for row in fetch(part)],
    }


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return absolute(request, f"{request.path}?{query.urlencode()}")
