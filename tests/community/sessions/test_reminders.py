"""A workshop is recalled a week before and the day before, to both sides, once."""

import datetime as dt

import pytest
from django.utils import timezone

from community.models import AwarenessSession
from community.sessions.reminders import remind_eve, remind_week
from mentors.models import Mail
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

TODAY = dt.date(2026, 11, 26)
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def session(session):
    """Planned long ago, for 3 December at eleven."""
    AwarenessSession.objects.update(changed_at=timezone.now() - 20 * A_DAY)
    session.refresh_from_db()
    return session


def mails() -> list[tuple[str, str]]:
    return sorted(Mail.objects.values_list("kind", "address"))


def test_both_sides_are_reminded_a_week_before(session, ada, dora):
    assert remind_week(TODAY - A_DAY) == 0
    assert remind_week(TODAY) == 1
    assert remind_week(TODAY) == remind_week(TODAY + A_DAY) == 0

    assert mails() == [("session-week", who.email) for who in (ada, dora)]
    for mail in Mail.objects.all():
        assert "jeudi 3 décembre 2026, 11 h 00" in mail.text


def test_both_sides_are_reminded_the_day_before(session, ada, dora):
    assert remind_eve(TODAY + 5 * A_DAY) == 0
    assert remind_eve(TODAY + 6 * A_DAY) == 1
    assert remind_eve(TODAY + 6 * A_DAY) == 0

    assert mails() == [("session-eve", who.email) for who in (ada, dora)]


def test_day_of_the_school_is_followed(ada, school):
    """The evening of the 3rd in Guadeloupe is the 4th in Paris."""
    school.territory = make.TerritoryFactory(
        code="971", name="Guadeloupe", time_zone="America/Guadeloupe"
    )
    school.save()
    start = dt.datetime(2026, 12, 4, 1, tzinfo=dt.UTC)
    make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)

    assert remind_eve(dt.date(2026, 12, 3)) == 0
    assert remind_eve(dt.date(2026, 12, 2)) == 1


def test_confirmed_meanwhile_it_is_not_recalled_again(session):
    remind_week(TODAY)
    session.confirm(None, session.sequence)
    AwarenessSession.objects.update(changed_at=timezone.now() - 20 * A_DAY)

    assert remind_week(TODAY + A_DAY) == 0


# Refusals


@pytest.mark.parametrize("how", ["cancel", "postpone"])
def test_nobody_is_reminded_of_what_is_stopped(session, ada, how):
    getattr(session, how)(ada, "school", "")

    assert remind_week(TODAY) == remind_eve(TODAY + 6 * A_DAY) == 0


def test_date_told_yesterday_waits_for_the_day_before(session):
    AwarenessSession.objects.update(changed_at=timezone.now() - A_DAY)

    assert remind_week(TODAY) == 0
