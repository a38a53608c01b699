"""Refusals said in JSON (RFC 9457), in French, naming the parameter at fault."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from resources.library.filters import (
    FACETS,
    MAX_PAGE,
    MAX_QUESTION,
    SORTS,
    LibraryFilter,
)
from resources.request_values import number

MOST_SHOWN = 60  # accepted values given back


class Refused(Exception):
    def __init__(self, parameter: str, detail: str, accepted: Any = ()) -> None:
        super().__init__(detail)
        self.parameter, self.detail, self.accepted = parameter, detail, list(accepted)


def problem(status: int, title: str, detail: str, **more: Any) -> JsonResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = JsonResponse(
        body | {key: value for key, value in more.items() if value},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def refused(request: HttpRequest, refusal: Refused) -> JsonResponse:
    return problem(
        400,
        _("Paramètre refusé"),
        refusal.detail,
        parameter=refusal.parameter,
        accepted=refusal.accepted[:MOST_SHOWN],
    )


def not_found(request: HttpRequest, error: Exception) -> JsonResponse:
    return problem(
        404, _("Introuvable"), _("Rien de public ne se trouve à cette adresse.")
    )


def check_filters(data: QueryDict, asked: LibraryFilter) -> None:
    """Raise Refused for a value that the library's own form would silently drop.

    A reader is better served by « no filter »; a program that mistypes a theme must not
    take the whole library for it. Parameters that nobody reads are ignored.
    """
    for name in FACETS:
        known = [str(slug) for slug, _label in asked.fields[name].choices]
        _check_choices(name, data, known)
    _check_choices("tri", data, [str(slug) for slug, _label in SORTS])
    if len(data.get("q", "")) > MAX_QUESTION:
        detail = _("« q » compte %(most)s caractères au plus.") % {"most": MAX_QUESTION}
        raise Refused("q", detail)


def _check_choices(name: str, data: QueryDict, known: list[str]) -> None:
    for value in filter(None, data.getlist(name)):
        if value not in known:
            said = {"name": name, "value": value[:60]}
            detail = _("« %(name)s » ne connaît pas « %(value)s ».") % said
            raise Refused(name, detail, known)


def page_number(data: QueryDict) -> int:
    """Return the page asked, 1 by default; raise Refused for what is no page."""
    page = number(data.get("page") or "1")
    if page is None or not 1 <= page <= MAX_PAGE:
        most = {"most": MAX_PAGE}
        raise Refused("page", _("« page » est un nombre de 1 à %(most)s.") % most)
    return page
