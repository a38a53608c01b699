"""The door to a volunteer, for the desk."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from mentors.access import can_coordinate
from mentors.models import Mentor


def mentor_or_404(user: Any, pk: int) -> Mentor:
    """The one door to a mentor: another territory's coordinator gets 404.

    A list never crosses territories, so a coordinator elsewhere is a stranger here.
    """
    mentors = Mentor.objects.select_related("user", "commune__territory")
    mentor = get_object_or_404(mentors, pk=pk)
    if not mentor.user or not mentor.commune:
        raise Http404
    if not can_coordinate(user, mentor.commune.territory):
        raise Http404
    return mentor
