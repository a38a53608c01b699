"""The link that a signatory receives: their number and nonce, signed by the server.

The link is kept nowhere: it is made again for each mail, always the same until the
nonce changes. Whoever reads the database cannot make one without the server's key.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from community.partnerships.signatories import Signatory

SALT = "community.partnerships.signing"
LONGEST = 140  # characters; ours have some ninety


@dataclass(frozen=True)
class SigningLink:
    signatory: Signatory
    is_current: bool


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")


def token_for(signatory: Signatory) -> str:
    return _signer().sign(f"{signatory.pk}.{signatory.nonce}")


def path_for(signatory: Signatory) -> str:
    return reverse("signing:link", args=[token_for(signatory)])


def link_or_404(token: str) -> SigningLink:
    """The door of the link: whoever holds it is the signatory; a forged one is 404."""
    try:
        signed = _signer().unsign(token[:LONGEST])
    except (BadSignature, UnicodeEncodeError):
        raise Http404 from None
    pk, _dot, nonce = signed.partition(".")
    people = Signatory.objects.select_related("partnership__territory")
    signatory = people.filter(pk=pk).first()
    if signatory is None:
        raise Http404
    return SigningLink(signatory, signatory.nonce == nonce)
