"""What a visitor types shows in the editors' list once several days asked for it."""

import datetime as dt

import pytest
from django.utils import timezone

from resources.models import MissingSearch
from resources.search.missing import count, sign
from resources.search.models import SHOWN_FROM

pytestmark = pytest.mark.django_db

WORDS = "injure tapee"


def ask_on_days(number: int, times: int = 1) -> None:
    for _day in range(number):
        for _time in range(times):
            count(sign(WORDS))
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        MissingSearch.objects.update(last_on=yesterday)


def shown(client_for, eve) -> bool:
    eve.is_superuser = True
    eve.save()
    url = "/admin/snippets/resources/missingsearch/"
    return WORDS in client_for(eve).get(url).content.decode()


def test_question_of_several_days_is_shown(client_for, eve):
    ask_on_days(SHOWN_FROM)

    assert MissingSearch.objects.get().days == SHOWN_FROM
    assert shown(client_for, eve)


def test_one_visitor_fills_nothing(client_for, eve):
    ask_on_days(1, times=50)

    row = MissingSearch.objects.get()
    assert (row.times, row.days) == (50, 1)
    assert not shown(client_for, eve)
