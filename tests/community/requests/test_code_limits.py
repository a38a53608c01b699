"""One mailbox is sent few codes, whatever the number of requests that name it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.models import SessionRequest
from community.requests.asking import mail_code
from community.requests.mails import MOST_CODES_AN_HOUR
from mentors.models import Mail
from tests import factories as make
from tests.simultaneous import PEOPLE, at_once

pytestmark = pytest.mark.django_db

ADDRESS = "direction@exemple.test"


@pytest.fixture(autouse=True)
def _begin_of_an_hour():
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        yield


def draft(address: str = ADDRESS) -> SessionRequest:
    return make.RequestFactory(status="draft", author=None, contact_email=address)


def fill() -> list[bool]:
    return [mail_code(draft()) for _one in range(MOST_CODES_AN_HOUR)]


def page(client, request, **query):
    url = reverse("ask:confirm", args=[request.key])
    return client.get(url, query).content.decode()


def test_few_requests_are_each_sent_a_code():
    assert all(fill())


def test_address_has_a_limit_of_its_own():
    fill()

    assert not mail_code(draft())
    assert not mail_code(draft(ADDRESS.upper()))
    assert mail_code(draft("autre@exemple.test"))
    assert Mail.objects.filter(address__iexact=ADDRESS).count() == MOST_CODES_AN_HOUR


def test_changing_the_address_afterwards_gives_nothing_back():
    for _one in range(MOST_CODES_AN_HOUR):
        request = draft()
        assert mail_code(request)
        request.contact_email = "autre@exemple.test"
        request.save()
        mail_code(request)

    assert not mail_code(draft())


def test_an_hour_later_it_is_sent_codes_again():
    fill()

    with time_machine.travel(timezone.now() + dt.timedelta(hours=1), tick=False):
        assert mail_code(draft())


def test_page_does_not_claim_a_code_that_did_not_leave(client):
    fill()
    request = draft()
    url = reverse("ask:confirm", args=[request.key])

    answer = client.post(url, {"again": "1"}, headers={"Origin": "http://testserver"})
    text = client.get(answer.url).content.decode()

    assert "Aucun code n’est parti" in text
    assert "envoyé à" not in text
    assert "autre code arrive" not in text


def test_code_that_cannot_leave_does_not_replace_the_last(client):
    request = draft()
    mail_code(request)
    before = request.code.code_hash
    fill()

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2), tick=False):
        assert not mail_code(request)
    request.code.refresh_from_db()

    assert request.code.code_hash == before
    assert "Le dernier reçu reste le bon" in page(client, request, renvoye="non")
    assert "Un autre code arrive" in page(client, request, renvoye="oui")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_twenty_at_once_do_not_exceed_it(aisne):
    requests = [draft() for _one in range(PEOPLE)]

    written = at_once(mail_code, requests)

    assert written.count(True) == MOST_CODES_AN_HOUR
    assert written.count(False) == PEOPLE - MOST_CODES_AN_HOUR
    assert Mail.objects.filter(address=ADDRESS).count() == MOST_CODES_AN_HOUR
