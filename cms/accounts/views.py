"""The doors: who is sent where after signing in, and who may see the admin's."""

from __future__ import annotations

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import View


class AdminGateView(View):
    """Stands before Wagtail's own login, which knows neither limits nor two steps.

    A signed-in person without access gets 403, never a loop; anyone else is sent to
    the site's login.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        target = next_of(request) or reverse("wagtailadmin_home")
        if request.user.is_authenticated:
            if request.user.has_perm("wagtailadmin.access_admin"):
                return HttpResponseRedirect(target)
            raise PermissionDenied
        return redirect_to_login(target, reverse("account_login"))


class SiteGateView(View):
    """Stands before the sign-in that Wagtail brings for private pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        target = next_of(request) or reverse("after_login")
        return redirect_to_login(target, reverse("account_login"))


def next_of(request: HttpRequest) -> str:
    """Return the target, which RedirectTargetMiddleware has checked, or nothing."""
    return request.GET.get(REDIRECT_FIELD_NAME, "")


def closed(request: HttpRequest, **kwargs: int) -> HttpResponse:
    """Stand where Wagtail would ask for a password that many people share."""
    raise Http404


class AfterLoginView(LoginRequiredMixin, View):
    """Send each person to the page where their work is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(home_of(request.user))


def home_of(user) -> str:
    """Return the address of `user`'s first page, by what they may do."""
    if getattr(user, "mentor", None) and user.mentor.status == "approved":
        return reverse("sessions:home")
    if user.coordinations.exists() or user.has_perm("resources.see_all_territories"):
        return reverse("desk:home")
    if user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
    if user.school_contacts.exists():
        return reverse("requests:school")
    if getattr(user, "mentor", None) and user.mentor.status == "paused":
        return reverse("mentor:profile")
    return reverse("mentor:apply")
