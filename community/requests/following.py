"""The link by which somebody without an account follows their request."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from community.requests.models import SessionRequest

SALT = "requests.follow"
LONGEST = 120  # characters; ours have some seventy-five


def follow_path(request: SessionRequest) -> str:
    """Return the secret address: signed, so that nothing of it is stored."""
    token = Signer(salt=SALT).sign(request.key.hex)
    return reverse("ask:follow", args=[token])


def followed(token: str) -> SessionRequest | None:
    """Return the request that `token` opens; None when it is not ours."""
    try:
        key = Signer(salt=SALT).unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        return None
    requests = SessionRequest.objects.select_related("school__territory")
    return requests.prefetch_related("themes", "languages").filter(key=key).first()
