"""One mailbox is sent few codes, whatever the number of requests that name it."""

import datetime as dt

import pytest
from django.utils import timezone

from community.requests.proving import MOST_TO_ADDRESS, ConfirmationCode, new_code
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "direction@exemple.test"


def drafts(number: int) -> list[int]:
    return [make.RequestFactory(status="draft").pk for _one in range(number)]


def test_few_requests_are_each_sent_a_code():
    assert all(new_code(pk, ADDRESS) for pk in drafts(MOST_TO_ADDRESS))


def test_address_has_a_limit_of_its_own():
    sent = [new_code(pk, ADDRESS) for pk in drafts(MOST_TO_ADDRESS + 3)]

    assert sum(code is not None for code in sent) == MOST_TO_ADDRESS
    assert new_code(drafts(1)[0], ADDRESS.upper()) is None
    assert new_code(drafts(1)[0], "autre@exemple.test")


def test_an_hour_later_it_is_sent_codes_again():
    for pk in drafts(MOST_TO_ADDRESS):
        new_code(pk, ADDRESS)
    before = timezone.now() - dt.timedelta(hours=1, minutes=1)
    ConfirmationCode.objects.update(sent_at=before)

    assert new_code(drafts(1)[0], ADDRESS)
