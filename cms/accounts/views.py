"""The doors: who is sent where after signing in, and who may see the admin's."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View


class AdminGateView(View):
    """Stands before Wagtail's own login, which knows neither limits nor two steps.

    A signed-in person without access gets 403, never a loop; anyone else is sent to
    the site's login with a `next` that stays on this host.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        target = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
            target = reverse("wagtailadmin_home")
        if request.user.is_authenticated:
            if request.user.has_perm("wagtailadmin.access_admin"):
                return redirect(target)
            raise PermissionDenied
        return redirect_to_login(target, reverse("account_login"))


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
