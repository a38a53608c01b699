"""What the tests of matching share: a school under agreement, and a plan for it."""

import pytest
from django.urls import reverse

from community.matching.planning import compute_plan
from tests import factories as make


@pytest.fixture
def agreed(school):
    """The school, under a partnership in force."""
    make.PartnershipFactory(schools=[school])
    return school


@pytest.fixture
def second(ada):
    """Another mentor of Laon, who lives where Ada does."""
    return make.MentorFactory(commune=ada.mentor.commune)


@pytest.fixture
def plan(ada, agreed, cora, aisne):
    return compute_plan(aisne, cora)


@pytest.fixture
def proposal(ada, school):
    return make.MatchFactory(
        mentor=ada.mentor, school=school, reasons=["à 3,2 km", "jeudi soir en commun"]
    )


@pytest.fixture
def act(client_for, cora):
    """Post a choice to the planner as Cora."""
    client, url = client_for(cora), reverse("planner:act", args=["02"])
    return lambda **data: client.post(url, data, follow=True)
