"""Reminders at 3 and 10 days, at most one in 48 hours; alerts before the end."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.partnerships import links, steps
from community.partnerships.reminders import alert_ending, remind
from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def sent(agreement):
    """Sent to two people on the first day."""
    with time_machine.travel(START, tick=False):
        return agreement(2, "ready")


@pytest.fixture
def after(sent):
    """Let the daily job run so many days after the sending."""

    def run(days: int) -> int:
        with time_machine.travel(START + dt.timedelta(days=days), tick=False):
            return remind(timezone.localdate())

    return run


def test_reminded_after_three_and_ten_days(after, people, sent):
    assert [after(day) for day in range(15)] == [
        *(0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0)
    ]
    line = people(sent)[0]
    asked, *reminded = Mail.objects.filter(address=line.email).order_by("pk")
    assert len(reminded) == 2
    for mail in (asked, *reminded):
        assert links.path_for(line) in mail.text
        assert mail.is_secret


def test_day_without_a_worker_loses_nothing(after):
    assert [after(day) for day in (5, 12, 13)] == [2, 2, 0]


def test_who_signed_is_left_alone(after, people, sent):
    steps.sign(people(sent)[0], "link")

    assert after(3) == 1


def test_in_order_only_the_one_whose_turn_it_is(after, sent):
    sent.in_order = True
    sent.save()

    assert after(3) == 1


def test_desk_may_remind_once_in_48_hours(after, act, sent):
    with time_machine.travel(START + dt.timedelta(days=2), tick=False):
        assert "2 relances envoyées" in act(sent, action="remind").content.decode()
        assert "Déjà relancés" in act(sent, action="remind").content.decode()

    # The daily one waits for its turn.
    assert [after(3), after(4)] == [0, 2]


@pytest.mark.parametrize(("days", "mails"), [(91, 0), (90, 1), (31, 1), (30, 1)])
def test_desk_is_told_before_the_end(cora, aisne, days, mails):
    today = timezone.localdate()
    make.PartnershipFactory(ends_on=today + dt.timedelta(days=days))

    assert alert_ending(today) == mails
    assert alert_ending(today) == 0


def test_alerts_are_two_in_all(cora, aisne):
    today = timezone.localdate()
    make.PartnershipFactory(ends_on=today + dt.timedelta(days=100))

    days = [today + dt.timedelta(days=n) for n in range(110)]
    assert sum(alert_ending(day) for day in days) == 2


def test_no_alert_once_it_is_renewed(cora, aisne):
    today = timezone.localdate()
    old = make.PartnershipFactory(ends_on=today + dt.timedelta(days=30))
    old.renew(cora)

    assert alert_ending(today) == 0
