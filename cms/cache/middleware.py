"""Serve finished public pages before anything else runs; keep those that may be.

Only what a view marked with `public_page` is kept, and only if nothing of the visitor
was read on the way: no cookie set, no session looked at, no header varied on.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cms.cache.clock import Generations
from cms.cache.shelf import Entry, Place, Shelf, tokens_of
from resources.generations.public import Shared

# A browser asks again each time and is answered 304; a proxy may hold it a second.
CACHE_CONTROL = "public, max-age=0, s-maxage=1"
COMPRESSED = ("text/", "application/json", "application/xml", "application/atom+xml")
WORTH_COMPRESSING = 500  # bytes
GZIP = 31  # zlib's window size for a gzip header

shelf = Shelf(settings.PAGE_CACHE_BYTES, settings.PAGE_CACHE_SECONDS)
generations = Generations(settings.PAGE_CACHE_CHECK_SECONDS)


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        now: dict[str, str] = {}
        if shelf.seconds or generations.seconds:
            # Left for those who make the page, so that nobody asks again.
            now = request.generations = generations.now()  # type: ignore[attr-defined]
        place: Place = (request.scheme or "", host_of(request), request.path)
        query = request.META.get("QUERY_STRING", "")
        entry = shelf.find(place, query, now)
        if entry is None:
            response = self.get_response(request)
            shared = getattr(response, "shared", None)
            if request.method != "GET" or shared is None or not may_share(response):
                return response
            entry = pack(response, shared, now)
            shelf.keep(place, query, shared.reads, entry)
        return unpack(entry, request)


def host_of(request: HttpRequest) -> str:
    """As it was sent: only answers to a host that Django accepted are ever kept."""
    return request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")


def may_share(response: HttpResponseBase) -> bool:
    """Does this response hold nothing of who asked, beyond what its view says?"""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = response.headers.get("Cache-Control", "")
    varied = {name.lower() for name in listed(response.headers.get("Vary", ""))}
    return not (
        varied - {"accept-encoding"}
        or "private" in control
        or "no-store" in control
        or response.has_header("Content-Encoding")
    )


def listed(header: str) -> list[str]:
    """Return the members of a header that is a list, separated by commas."""
    return [member for part in header.split(",") if (member := part.strip())]


def pack(response: HttpResponse, shared: Shared, now: dict[str, str]) -> Entry:
    body = response.content
    headers = {k: v for k, v in response.items() if k not in ("Content-Length", "Vary")}
    headers.setdefault("Cache-Control", CACHE_CONTROL)
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    bodies = {"": body}
    if len(body) > WORTH_COMPRESSING and headers.get("Content-Type", "").startswith(
        COMPRESSED
    ):
        gzip = zlib.compressobj(6, zlib.DEFLATED, GZIP)
        bodies["gzip"] = gzip.compress(body) + gzip.flush()
        bodies["br"] = brotli.compress(body, quality=5)
        headers["Vary"] = "Accept-Encoding"
    return Entry(
        headers=headers,
        etag=f'W/"{digest}"',
        bodies=bodies,
        tokens=tokens_of(shared.generations, now),
        generations=shared.generations,
    )


def unpack(entry: Entry, request: HttpRequest) -> HttpResponse:
    """Answer with the page, or 304 when the browser has it already."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    if known and entry.etag in listed(known):
        return unchanged(entry)
    encoding = accepted(entry, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = entry.bodies[encoding]
    headers = entry.headers | {"ETag": entry.etag, "Content-Length": str(len(body))}
    if encoding:
        headers["Content-Encoding"] = encoding
    return HttpResponse(body, headers=headers)


def unchanged(entry: Entry) -> HttpResponse:
    kept = ("Cache-Control", "Vary")
    headers = {name: entry.headers[name] for name in kept if name in entry.headers}
    response = HttpResponse(status=304, headers=headers | {"ETag": entry.etag})
    del response.headers["Content-Type"]
    return response


def accepted(entry: Entry, header: str) -> str:
    """Return the smallest encoding of the page that the browser reads."""
    if len(entry.bodies) == 1 or not header:
        return ""
    offered = {
        part.split(";")[0].strip().lower()
        for part in header.split(",")
        if not part.replace(" ", "").lower().endswith((";q=0", ";q=0.0"))
    }
    return next((name for name in ("br", "gzip") if name in offered), "")
