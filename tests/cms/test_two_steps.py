"""Two-step sign-in is asked of those who see others' data, once it is required."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db

DESK = "/coordination/parents-ressources/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_MFA = True


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "une phrase assez longue"
ASKED = "/compte/2fa/reauthenticate/"


def add_second_step(user):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET}
    )


def code_of(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(user) -> Client:
    """Sign in by the door that everybody uses, with a password alone."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    client = Client()
    client.post("/compte/login/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("who", ["cora", "nat", "admin"])
def test_who_sees_others_is_sent_to_set_it_up(request, client_for, eve, who):
    if who == "admin":
        eve.is_superuser = True
        eve.save()
    user = eve if who == "admin" else request.getfixturevalue(who)

    response = client_for(user).get(DESK)

    assert response.url == reverse("mfa_index")
    assert client_for(user).get(reverse("mfa_index")).status_code in (200, 302)


def test_second_step_opens_the_desk(cora):
    add_second_step(cora)
    client = sign_in(cora)
    assert SESSION_KEY not in client.session

    client.post("/compte/2fa/authenticate/", {"code": code_of()})

    assert client.get(DESK).status_code == 200


def test_session_that_did_not_pass_is_asked(client_for, cora):
    """The account has a second step; whatever door this session came by did not ask."""
    add_second_step(cora)
    client = client_for(cora)

    response = client.get(DESK + "?page=2")
    assert response.url.startswith(ASKED)
    assert client.get(response.url).status_code == 200
    back = client.post(response.url, {"code": code_of()})

    assert back.url == DESK + "?page=2"
    assert client.get(back.url).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "/admin/",
        "/mes-ateliers/",
        "/compte/2fa/",
        "/compte/2fa/totp/deactivate/",
        "/compte/email/",
        "/compte/password/change/",
        "/compte/mes-donnees/",
    ],
)
def test_it_can_neither_read_nor_take_the_step_away(client_for, ada, url):
    """Not only those of whom it is required: a volunteer who chose it as well."""
    add_second_step(ada)
    client = client_for(ada)

    assert client.get(url).url.startswith(ASKED)
    assert client.post(url).url.startswith(ASKED)
    assert client.get("/compte/logout/").status_code == 200


def test_another_persons_step_counts_for_nothing(client_for, cora, ada):
    add_second_step(ada)
    client = sign_in(ada)
    client.post("/compte/2fa/authenticate/", {"code": code_of()})
    add_second_step(cora)

    client.force_login(cora)

    assert client.get(DESK).url.startswith(ASKED)


def test_key_alone_is_asked_for_the_key(client_for, cora):
    Authenticator.objects.create(
        user=cora, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"}
    )

    assert client_for(cora).get(DESK).url.startswith("/compte/2fa/webauthn/reauth")


def test_step_that_was_just_set_up_is_not_asked_again(cora, monkeypatch):
    client = sign_in(cora)
    assert client.get(DESK).url == reverse("mfa_index")
    client.post("/compte/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/compte/2fa/totp/activate/").context["form"].secret

    # A test never commits; a request does, before its session is written.
    monkeypatch.setattr(transaction, "on_commit", lambda call: call())
    client.post("/compte/2fa/totp/activate/", {"code": code_of(secret)})

    assert Authenticator.objects.filter(user=cora, type="totp").exists()
    assert client.get(DESK).status_code == 200


def test_admin_and_member_pages_are_guarded(client_for, cora, nat):
    assert client_for(nat).get("/admin/").url == reverse("mfa_index")
    assert client_for(cora).get(reverse("mentor:apply")).url == reverse("mfa_index")
    assert client_for(cora).post(DESK + "1/").url == reverse("mfa_index")


def test_others_are_asked_nothing(client_for, client, ada, ed):
    assert client_for(ada).get(reverse("mentor:profile")).status_code == 200
    assert client_for(ed).get("/admin/").status_code == 200
    assert client.get(DESK).status_code == 302
    assert client_for(ada).get(DESK).status_code == 403


def test_public_pages_ask_nothing_more(settings, client_for, cora):
    client, counts = client_for(cora), []
    for required in (False, True):
        settings.REQUIRE_MFA = required
        client.get("/manifest.webmanifest")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/manifest.webmanifest").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_where_it_is_not_required_nothing_changes(settings, client_for, cora):
    settings.REQUIRE_MFA = False

    assert client_for(cora).get(DESK).status_code == 200


def test_who_has_one_is_asked_even_where_it_is_not_required(settings, client_for, ada):
    settings.REQUIRE_MFA = False
    add_second_step(ada)

    assert client_for(ada).get("/mes-ateliers/").url.startswith(ASKED)
    assert client_for(ada).post("/compte/2fa/").url.startswith(ASKED)


def test_sessions_that_began_before_it_was_set_up_are_ended(settings, ada, monkeypatch):
    settings.REQUIRE_MFA = False
    old = sign_in(ada)
    old.get("/mes-ateliers/")
    client = Client()
    client.post("/compte/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/compte/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/compte/2fa/totp/activate/").context["form"].secret

    monkeypatch.setattr(transaction, "on_commit", lambda call: call())
    client.post("/compte/2fa/totp/activate/", {"code": code_of(secret)})

    assert client.get("/mes-ateliers/").status_code == 200
    assert old.get("/mes-ateliers/").url.startswith("/compte/login/")


def test_where_it_is_not_required_a_page_asks_nothing_more(settings, client_for, ada):
    settings.REQUIRE_MFA = False

    client = client_for(ada)

    with CaptureQueriesContext(connection) as queries:
        client.get("/mes-ateliers/")

    assert not any("mfa_authenticator" in q["sql"] for q in queries)


def test_production_requires_it_and_the_demo_does_not():
    from cms.settings import base, test

    assert base.REQUIRE_MFA
    assert not test.REQUIRE_MFA
