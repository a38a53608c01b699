"""Every way in goes through allauth: found through the resolver, not from a list."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY, authenticate, login
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, path, resolve, reverse

from cms.urls import urlpatterns
from cms.users.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
GROUP = re.compile(r"<(?:(\w+):)?\w+>|\((?:\?P<\w+>)?(?:[^()]|\([^()]*\))*\)[*+?]?")
VALUES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000", "uuidb64": "MQ"}


def routes(resolver: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the route and the view of each pattern under `resolver`."""
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        else:
            yield here, pattern.callback


def example(route: str) -> str:
    """Return an address that the route answers to."""
    filled = GROUP.sub(lambda group: VALUES.get(group[1] or "", "1"), route)
    return "/" + re.sub(r"[\^$\\?]|\\Z", "", filled)


def open_doors() -> tuple[list[str], int]:
    """Knock at every address with good credentials; return whose views let in."""
    found, knocked = [], 0
    for route, view in routes(get_resolver()):
        address = example(route)
        try:
            is_reached = resolve(address).func is view
        except Resolver404:
            continue
        if is_reached and not view.__module__.startswith("allauth."):
            knocked += 1
            found += [address] if lets_in(address) else []
    return found, knocked


def lets_in(address: str) -> bool:
    client = Client(raise_request_exception=False)
    words = dict.fromkeys(("login", "username", "email"), "eve@exemple.test")
    basic = base64.b64encode(f"eve@exemple.test:{PASSWORD}".encode()).decode()
    client.post(
        address,
        words | {"password": PASSWORD},
        headers={"Authorization": f"Basic {basic}"},
    )
    return SESSION_KEY in client.session


@pytest.fixture
def eve_with_password(eve):
    eve.set_password(PASSWORD)
    eve.is_superuser = True
    eve.save()
    EmailAddress.objects.create(user=eve, email=eve.email, verified=True, primary=True)
    return eve


def test_allauth_lets_in(eve_with_password):
    assert lets_in(reverse("account_login"))


def test_no_other_view_does(eve_with_password):
    found, knocked = open_doors()

    assert found == []
    assert knocked > 450


def test_another_door_is_seen(eve_with_password, monkeypatch):
    def planted(request: HttpRequest) -> HttpResponse:
        login(request, User.objects.get(email=request.POST["email"]))
        return HttpResponse()

    route = path("_util/planted/", planted)
    monkeypatch.setattr(get_resolver(), "url_patterns", [route, *urlpatterns])

    assert open_doors()[0] == ["/_util/planted/"]


def test_sign_in_of_django_signs_nobody_in(eve_with_password, rf):
    """What a library brings says `username`; only allauth says `email`."""
    request = rf.post("/", {"username": "eve@exemple.test", "password": PASSWORD})
    request.session = Client().session
    request._dont_enforce_csrf_checks = True

    response = auth_views.LoginView.as_view()(request)

    assert response.status_code == 200
    assert SESSION_KEY not in request.session
    assert authenticate(None, username="eve@exemple.test", password=PASSWORD) is None
    assert authenticate(None, email="eve@exemple.test", password=PASSWORD)


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_doors_of_wagtail_lead_to_ours(client, db, address):
    response = client.get(address, {"next": "/admin/pages/"})

    assert response.url == "/compte/login/?next=/admin/pages/"
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/_util/authenticate_with_password/1/1/",
        "/documents/authenticate_with_password/1/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/x/",
    ],
)
def test_other_doors_are_closed(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"password": "x"}).status_code == 404
