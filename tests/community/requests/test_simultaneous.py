"""The same request sent twenty times at once is one request; and so are its mails."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from community.models import SessionRequest
from mentors.models import Mail
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_same_sending_twenty_times_at_once_is_one_request(aisne):
    for _round in range(ROUNDS):
        cache.clear()  # what counts sendings of a network
        school, key = make.SchoolFactory(), uuid.uuid4()
        url = reverse("ask:ask", args=[school.uai])
        values = {
            "key": key,
            "need": "Le sommeil.",
            "contact_name": "Jeanne Petit",
            "contact_role": "directrice",
            "contact_email": f"{key}@exemple.test",
        }

        answers = at_once(
            lambda data, url=url: Client().post(url, data), [values] * PEOPLE
        )

        assert {getattr(a, "status_code", a) for a in answers} == {302}
        assert SessionRequest.objects.get(school=school).key == key
        assert Mail.objects.filter(address=values["contact_email"]).count() == 1


def test_contacts_who_send_at_once_make_one_open_request(client_for, aisne):
    """Each with a key of their own: the second is told that one is under way."""
    for _round in range(3):
        school = make.SchoolFactory()
        people = [
            make.SchoolContactFactory(school=school).user for _one in range(PEOPLE // 2)
        ]
        clients = [client_for(user) for user in people]
        url = reverse("requests:ask")

        answers = at_once(
            lambda client, url=url: client.post(url, {"key": str(uuid.uuid4())}),
            clients,
        )

        assert {getattr(a, "status_code", a) for a in answers} == {302}
        assert SessionRequest.objects.filter(school=school).count() == 1
