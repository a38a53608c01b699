"""The doors of this story: each fetches an object and says who may have it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.partnerships.models import Partnership
from community.partnerships.signatories import Signatory
from mentors.access import can_coordinate


def partnership_or_404(user: Any, pk: int) -> Partnership:
    """The one door to a partnership of the desk: another territory's is unknown."""
    partnership = get_object_or_404(
        Partnership.objects.select_related("territory", "followed_by", "renews"), pk=pk
    )
    if not can_coordinate(user, partnership.territory):
        raise Http404
    return partnership


def signatory_or_404(user: Any, pk: int) -> Signatory:
    """A signature of one's own account: the address asked is the account's."""
    signatories = Signatory.objects.for_account(user)
    return get_object_or_404(
        signatories.select_related("partnership__territory"), pk=pk
    )
