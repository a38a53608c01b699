"""Who may enter a member page: signed-in people, mentors, coordinators.

Pages of a signed-in person are never stored: `Cache-Control: private, no-store`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page

from mentors.models import Mentor
from mentors.profiles.choices import MentorStatus
from resources.models import Territory


def can_coordinate(user: Any, territory: Territory) -> bool:
    """The coordinator of `territory`, its stand-in, or a national lead."""
    return Territory.objects.for_user(user).filter(pk=territory.pk).exists()


def coordinates_somewhere(user: Any) -> bool:
    """Any coordinator or stand-in, and national leads."""
    return user.has_perm("resources.see_all_territories") or user.coordinations.exists()


class MemberMixin(LoginRequiredMixin):
    """A page for signed-in people; others are sent to the sign-in page and back.

    Compressed, for slow networks. Another site cannot have such a page asked for again
    and again to guess at it by its length: cookies are SameSite, tokens masked.
    """

    @method_decorator(gzip_page)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.check_access(request)
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def check_access(self, request: HttpRequest) -> None:
        """Raise PermissionDenied for a known person who may not come in."""


class MentorMixin(MemberMixin):
    """A page for approved mentors; `self.mentor` is the visitor's profile."""

    mentor: Mentor

    def check_access(self, request: HttpRequest) -> None:
        people = Mentor.objects.select_related("user", "commune__territory")
        mentor = people.filter(user=request.user).first()
        if not mentor or mentor.status != MentorStatus.APPROVED:
            raise PermissionDenied
        self.mentor = mentor


class CoordinatorMixin(MemberMixin):
    """A page of the coordinators' desk."""

    def check_access(self, request: HttpRequest) -> None:
        if not coordinates_somewhere(request.user):
            raise PermissionDenied
