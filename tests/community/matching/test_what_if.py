"""« Et si ? »: read from the address, compared, and kept nowhere."""

import pytest
from django.urls import reverse

from community.models import Match, PlanRun
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client_for, cora, aisne):
    client = client_for(cora)
    url = reverse("planner:what_if", args=["02"])
    return lambda **data: client.get(url, data)


@pytest.fixture
def far_school(ada):
    """Under agreement, twelve kilometres beyond Ada's ten."""
    home = ada.mentor.commune
    school = make.SchoolFactory(latitude=home.latitude + 0.2, longitude=home.longitude)
    make.PartnershipFactory(schools=[school])
    return school


def test_more_kilometres_reach_one_more_school(ask, far_school):
    assert "rows" not in ask().context

    context = ask(km=20).context

    assert context["rows"][0][1:] == (0, 1)
    assert list(context["opened"]) == [far_school]
    assert not PlanRun.objects.exists()
    assert not Match.objects.exists()


def test_one_more_person_there(ask, ada, far_school):
    there = make.CommuneFactory(
        insee_code="02999",
        name="Là-bas",
        latitude=far_school.latitude,
        longitude=far_school.longitude,
    )

    page = ask(personnes=1, autour="là-bas")

    assert page.context["rows"][0][1:] == (0, 1)
    assert there.name in {one.place for one in page.context["openings"]}


# Refusals


@pytest.mark.parametrize(
    "data",
    [
        {"km": "x"},
        {"km": 900},
        {"personnes": -1},
        {"autour": "Paris"},
        {"sans": "someday"},
        {"km": "\x00"},
        {"autour": "x" * 5000},
    ],
)
def test_what_means_nothing_changes_nothing(ask, far_school, data):
    response = ask(**data)

    assert response.status_code == 200
    assert "rows" not in response.context
