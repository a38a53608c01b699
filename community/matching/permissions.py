"""The doors to a match, one for each side, and to a territory's planner."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.matching.models import Match
from mentors.access import can_coordinate
from resources.models import Territory


def match_or_404(mentor: Any, pk: int) -> Match:
    """A mentor's own match; somebody else's does not exist."""
    return get_object_or_404(
        mentor.matches.select_related("school__territory", "request", "mentor__user"),
        pk=pk,
    )


def match_of_school_or_404(user: Any, pk: int) -> Match:
    """For the school's contacts, and who looks after its territory; else unknown."""
    matches = Match.objects.select_related("school__territory", "mentor__user")
    match = get_object_or_404(matches, pk=pk)
    is_contact = match.school.contacts.filter(user=user).exists()
    if not is_contact and not can_coordinate(user, match.school.territory):
        raise Http404
    return match


def territory_or_404(user: Any, code: str) -> Territory:
    """The one door to a territory's planner: 404 outside the programme, else 403."""
    territory = get_object_or_404(Territory.objects.in_programme(), code=code)
    if not can_coordinate(user, territory):
        raise PermissionDenied
    return territory
