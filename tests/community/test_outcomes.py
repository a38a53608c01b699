"""What became of proposals: shares, delays, and workshops that follow."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.impact.outcomes import outcomes
from tests import factories as make

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - dt.timedelta(days=days)


@pytest.fixture
def answered(school):
    """Make a match proposed and answered so many days ago."""

    def made(status, proposed=100, answered=98, **more):
        times = {"proposed_at": ago(proposed), "answered_at": ago(answered)}
        return make.MatchFactory(
            school=make.SchoolFactory(), status=status, **times | more
        )

    return made


def test_shares_and_median(cora, answered):
    answered("active")
    answered("ended", answered=96)
    answered("declined", answered=99)
    answered("expired", answered_at=None)
    answered("proposed", answered_at=None)
    answered("cancelled")  # withdrawn before any answer: nobody said no
    answered("cancelled", agreed_at=ago(90))  # yes, then the school said no

    planner, everything = outcomes(cora)

    assert (planner.proposed, planner.waiting, planner.accepted) == (7, 1, 3)
    assert planner.rate == 60
    assert planner.days == 2
    assert everything.accepted == 3


def test_workshop_within_sixty_days(cora, answered):
    for held, day in ((True, 50), (True, 10), (False, 0)):
        match = answered("active")
        if held:
            make.ReportFactory(
                mentor=match.mentor,
                school=match.school,
                held_on=timezone.localdate() - dt.timedelta(days=day),
            )
    answered("active", proposed=20, answered=19)  # too early to say

    assert outcomes(cora)[0].followed == 33


def test_origins_are_apart(cora, answered):
    answered("active")
    answered("declined", origin="suggestion")

    assert [one.rate for one in outcomes(cora)] == [100, 0, 50]


def test_ten_matches_cost_two_queries(cora, answered, django_assert_max_num_queries):
    for _n in range(10):
        answered("active")

    # Permissions of the visitor (two), matches, reports.
    with django_assert_max_num_queries(4):
        outcomes(cora)


def test_page_shows_one_line_for_all(client_for, cora, answered):
    answered("active")
    page = client_for(cora).get(reverse("desk:outcomes")).content.decode()

    assert "Ensemble" in page
    assert "100 %" in page.replace("\u00a0", " ")


# Refusals


def test_nothing_can_be_said_of_nothing(cora):
    (everything,) = outcomes(cora)

    assert (everything.rate, everything.days, everything.followed) == (None, None, None)


def test_other_territories_and_old_years_are_not_counted(zoe, cora, answered):
    answered("active")
    answered("active", proposed=400, answered=399)

    assert outcomes(zoe)[-1].proposed == 0
    assert outcomes(cora)[-1].proposed == 1
