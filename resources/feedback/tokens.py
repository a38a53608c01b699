"""The signed page that a form carries in place of a session: the same for everyone.

It changes once a day, not at every rendering, so that a page rendered twice is the same
to the byte and browsers may go on being answered 304.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.utils import timezone

SALT = "resources.feedback"
VALID_DAYS = 30
LONGEST = 120  # characters; ours have some sixty


@dataclass(frozen=True)
class SignedPage:
    page_id: int
    is_fresh: bool


def sign(page_id: int) -> str:
    """Return what the forms of a page send back; raises nothing."""
    today = timezone.localdate().toordinal()
    return Signer(salt=SALT).sign(f"{page_id}.{today}")


def read(token: str) -> SignedPage | None:
    """Return the page that `token` signs, fresh for 30 days; None when not ours."""
    try:
        signed = Signer(salt=SALT).unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        return None
    page_id, day = map(int, signed.split("."))
    age = timezone.localdate() - dt.date.fromordinal(day)
    return SignedPage(page_id, age.days <= VALID_DAYS)
