"""The doors to a request, one for each side."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.requests.models import SessionRequest
from mentors.access import can_coordinate


def request_or_404(user: Any, pk: int) -> SessionRequest:
    """For the school's coordinator, stand-in and national leads; unknown to others."""
    requests = SessionRequest.objects.sent().select_related(
        "school__territory", "school__commune", "author"
    )
    request = get_object_or_404(requests, pk=pk)
    if not can_coordinate(user, request.school.territory):
        raise Http404
    return request
