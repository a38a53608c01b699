"""Two-step sign-in is asked of those who see others' data, once it is required."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db

DESK = "/coordination/parents-ressources/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_MFA = True


def add_second_step(user):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )


@pytest.mark.parametrize("who", ["cora", "nat", "admin"])
def test_who_sees_others_is_sent_to_set_it_up(request, client_for, eve, who):
    if who == "admin":
        eve.is_superuser = True
        eve.save()
    user = eve if who == "admin" else request.getfixturevalue(who)

    response = client_for(user).get(DESK)

    assert response.url == reverse("mfa_index")
    assert client_for(user).get(reverse("mfa_index")).status_code in (200, 302)


def test_second_step_opens_the_desk(client_for, cora):
    add_second_step(cora)

    assert client_for(cora).get(DESK).status_code == 200


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


def test_production_requires_it_and_the_demo_does_not():
    from cms.settings import base, test

    assert base.REQUIRE_MFA
    assert not test.REQUIRE_MFA
