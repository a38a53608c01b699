"""Wrong passwords: limited by person and address, whatever the host; none shuts out."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from cms.settings import base
from mentors.models import Mail

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def owner(ada):
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def enters(owner, password, address="192.0.2.1", host="testserver") -> bool:
    client = Client(REMOTE_ADDR=address, headers={"host": host})
    client.post("/compte/login/", {"login": owner.email, "password": password})
    return SESSION_KEY in client.session


def test_right_password_enters(owner):
    assert enters(owner, PASSWORD)


def test_five_wrong_ones_close_the_door_they_came_to(owner):
    for _time in range(5):
        assert not enters(owner, "faux")

    assert not enters(owner, PASSWORD)


def test_stranger_does_not_shut_the_owner_out(owner):
    for _time in range(8):
        enters(owner, "faux", address="198.51.100.9")

    assert enters(owner, PASSWORD)


def test_other_host_gives_no_other_attempts(owner):
    for number in range(5):
        enters(owner, "faux", host=f"h{number}.exemple.test")

    assert not enters(owner, PASSWORD, host="other.exemple.test")


def test_many_addresses_do_not_guess_for_ever(owner):
    """A hundred in an hour, from anywhere; then a code by mail still opens."""
    for number in range(100):
        enters(owner, "faux", address=f"203.0.113.{number}")

    assert not enters(owner, PASSWORD)
    Client().post("/compte/login/code/", {"email": owner.email})
    assert Mail.objects.filter(address=owner.email, subject__contains="code").exists()


def test_signing_up_hashes_as_much_for_an_address_that_has_an_account(
    owner, monkeypatch
):
    encode, count = MD5PasswordHasher.encode, []
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args: count.append(1) or encode(self, *args),
    )
    costs = []
    for email in (owner.email, "nouvelle@exemple.test"):
        words = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
        assert Client().post("/compte/signup/", words).status_code == 302
        costs.append(len(count))
        count.clear()

    assert costs[0] == costs[1] > 0
