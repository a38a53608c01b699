"""What stands in for a session and its token: where a form comes from, how often.

Addresses are hashed with a salt drawn at random each day. Salt and counts live in the
cache and die there; no row, log or page ever holds them.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
import uuid

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

TRAP = "precision"
LARGEST = 20_000  # bytes; a thousand letters of four bytes, escaped, are 12,000
WINDOW = 600  # seconds
REPEAT = 600  # seconds during which the same words are the same sending
A_DAY = 86_400
# Generous: a whole workshop may vote through the one address of a school.
MOST = {"vote": 60, "report": 20, "comment": 10}
MOST_OF_OTHERS = 20


def is_from_here(request: HttpRequest) -> bool:
    """Browsers say where a form was; what says nothing has no cookie to abuse."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.get_host()


def is_too_large(request: HttpRequest) -> bool:
    """Asked before the body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > LARGEST


def is_trapped(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP))


def comes_too_often(
    request: HttpRequest, kind: str, most: int = MOST_OF_OTHERS
) -> bool:
    """Count one more sending of `kind`; True beyond its number in the current window.

    The number is that of `MOST`, or `most` for a kind that another story names.
    """
    window = int(time.time() // WINDOW)
    key = f"feedback-{kind}-{window}-{_hashed(request, kind)}"
    # Two at once may be counted as one: this slows floods down, it is no lock.
    sent = cache.get(key, 0) + 1
    cache.set(key, sent, WINDOW)
    return sent > MOST.get(kind, most)


def submission_of(request: HttpRequest, kind: str, *said: object) -> uuid.UUID:
    """Return the number that makes one sending one row.

    The script draws it. Without script, the same words from the same address within
    ten minutes are given the same number.
    """
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        key = f"feedback-sent-{_hashed(request, kind, *said)}"
        return uuid.UUID(cache.get_or_set(key, lambda: uuid.uuid4().hex, REPEAT))


def _hashed(request: HttpRequest, *parts: object) -> str:
    key = f"feedback-salt-{timezone.localdate()}"
    salt = cache.get_or_set(key, secrets.token_hex, A_DAY)
    content = repr((network_of(request), *parts)).encode("utf-8", "replace")
    return hashlib.blake2b(content, key=salt.encode()[:64], digest_size=16).hexdigest()


def network_of(request: HttpRequest) -> str:
    """A home has one IPv4 address, or a whole /64 of IPv6."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    width = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, width), strict=False))
