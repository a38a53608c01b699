"""The figures: one definition each, and no number that points at somebody."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.impact.figures import (
    activity,
    covered_schools,
    figure,
    heartbeat,
    last_twelve_months,
)
from community.impact.months import sessions_per_month
from tests import factories as make

pytestmark = pytest.mark.django_db


def values(figures) -> dict[str, int]:
    return {one.key: one.value for one in figures}


@pytest.fixture
def other(zoe):
    """A territory that is not the Aisne."""
    return zoe.coordinations.get().territory


def test_heartbeat_counts_the_programme(aisne, school):
    make.PartnershipFactory(schools=[school])
    make.MentorFactory.create_batch(2)

    assert values(heartbeat()) == {
        "partnerships": 1,
        "schools": 1,
        "mentors": 2,
        "resources": 0,
    }


def test_activity_counts_both_ends_of_the_period(aisne, school):
    start, end = dt.date(2026, 9, 1), dt.date(2026, 9, 30)
    mentor = make.MentorFactory()
    for day in (start - dt.timedelta(1), start, end, end + dt.timedelta(1)):
        make.ReportFactory(
            mentor=mentor,
            school=school,
            held_on=day,
            recorded_on=dt.date(2026, 10, 2),
            minutes=45,
        )

    assert values(activity(start, end)) == {
        "sessions": 2,
        "participants": 24,
        "hours": 2,
        "reached": 1,
    }


def test_scope_narrows_to_one_territory(aisne, school, other):
    make.PartnershipFactory(schools=[school])
    make.MentorFactory.create_batch(5)
    make.ReportFactory(school=school, mentor=make.MentorFactory())
    period = last_twelve_months()

    assert values(heartbeat(other))["mentors"] == 0
    assert values(heartbeat(other))["partnerships"] == 0
    assert values(activity(*period, other))["sessions"] == 0
    assert values(heartbeat(aisne))["mentors"] == 6
    assert values(activity(*period, aisne))["sessions"] == 1


def test_every_figure_says_how_it_is_counted():
    for one in [figure("mentors", 3), figure("hours", 1)]:
        assert one.label
        assert one.definition.endswith(".")


def test_school_under_two_agreements_counts_once(school):
    make.PartnershipFactory.create_batch(2, schools=[school])

    assert covered_schools() == 1


def test_twelve_months_end_with_this_one(aisne, school):
    today = dt.date(2026, 3, 15)
    for day in (dt.date(2025, 3, 31), dt.date(2025, 4, 1), today, today):
        make.ReportFactory(
            school=school, mentor=make.MentorFactory(), held_on=day, recorded_on=today
        )

    bars = sessions_per_month(today=today)

    assert [bar.sessions for bar in bars] == [1, *[0] * 10, 2]
    assert bars[0].first_day == dt.date(2025, 4, 1)
    assert bars[-1].participants == 24
    assert bars[-1].height > bars[0].height > 0


def test_pages_are_public(client, aisne, school):
    make.PartnershipFactory(schools=[school])
    make.ReportFactory(school=school, mentor=make.MentorFactory())

    page = client.get(reverse("impact:territories"))
    one = client.get(reverse("impact:territory", args=["aisne"]))

    assert page.context["territories"][0].signed == 1
    assert values(one.context["activity"])["participants"] == 12


def test_code_leads_to_its_territory(client, aisne):
    response = client.get(reverse("impact:territories"), {"t": "02"})

    assert response.url == reverse("impact:territory", args=["aisne"])


def test_desk_counts_what_waits(client_for, cora, ben, school):
    make.PartnershipFactory(schools=[school])
    make.RequestFactory(school=school)

    context = client_for(cora).get(reverse("desk:home")).context

    assert (context["waiting_mentors"], context["open_requests"]) == (1, 1)
    assert list(context["uncovered"]) == [school]


def test_desk_of_another_territory_is_empty(client_for, zoe, ben, school):
    make.PartnershipFactory(schools=[school])
    make.RequestFactory(school=school)

    context = client_for(zoe).get(reverse("desk:home")).context

    assert (context["waiting_mentors"], context["open_requests"]) == (0, 0)
    assert list(context["uncovered"]) == []


# Refusals


@pytest.mark.parametrize(
    ("value", "shown", "masked"), [(0, 0, False), (1, 0, True), (4, 0, True)]
)
def test_few_people_are_masked(value, shown, masked):
    one = figure("participants", value, people=True)

    assert (one.value, one.masked) == (shown, masked)


def test_five_people_are_shown():
    assert figure("participants", 5, people=True).value == 5


def test_few_of_something_else_are_shown():
    assert figure("sessions", 1).value == 1


def test_mentors_of_one_territory_are_masked(client, aisne):
    make.MentorFactory()

    mentors = heartbeat(aisne)[2]

    assert (mentors.key, mentors.value, mentors.masked) == ("mentors", 0, True)


@pytest.mark.parametrize("status", ["draft", "submitted", "paused", "refused", "left"])
def test_only_approved_mentors_count(aisne, status):
    make.MentorFactory(status=status)

    assert values(heartbeat())["mentors"] == 0


@pytest.mark.parametrize("status", ["draft", "ready", "partially-signed", "cancelled"])
def test_unsigned_agreement_counts_nothing(school, status):
    make.PartnershipFactory(status=status, schools=[school])

    assert values(heartbeat())["partnerships"] == 0
    assert covered_schools() == 0


def test_ended_agreement_covers_nothing(school):
    today = timezone.localdate()
    make.PartnershipFactory(
        schools=[school],
        starts_on=today - dt.timedelta(days=9),
        ends_on=today - dt.timedelta(days=1),
    )

    assert covered_schools() == 0


def test_closed_school_is_not_covered(aisne):
    make.PartnershipFactory(schools=[make.SchoolFactory(status="closed")])

    assert covered_schools() == 0


def test_territory_outside_the_programme_has_no_page(client, aisne):
    make.TerritoryFactory(code="75", name="Paris", wave=None)

    assert client.get(reverse("impact:territory", args=["paris"])).status_code == 404


def test_desk_is_for_coordinators(client_for, client, ada, eve):
    url = reverse("desk:home")

    assert client_for(ada).get(url).status_code == 403
    assert client_for(eve).get(url).status_code == 403
    assert client.get(url).status_code == 302
