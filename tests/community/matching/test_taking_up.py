"""A request goes where what happens leads it: asked, accepted, planned, told."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from community.matching.answers import say_yes, welcome
from community.matching.planning import compute_plan
from community.matching.sending import send_plan
from community.matching.suggestions import propose
from community.models import Match
from community.sessions.logging import record_report
from mentors.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(school, dora):
    make.PartnershipFactory(schools=[school])
    return make.RequestFactory(school=school, author=dora, mentors_wanted=2)


@pytest.fixture
def proposal(ada, asked, school):
    return make.MatchFactory(mentor=ada.mentor, school=school, request=asked)


def state(request) -> str:
    request.refresh_from_db()
    return request.status


def told_to(user) -> list[str]:
    """Subjects of what was written to them."""
    return list(
        Mail.objects.filter(address=user.email).values_list("subject", flat=True)
    )


def tell(mentor, school) -> None:
    fields = {
        "school": school,
        "held_on": timezone.localdate(),
        "minutes": 60,
        "participants": 8,
    }
    record_report(mentor, uuid4(), fields, themes=[make.ThemeFactory()])


def test_plan_sent_takes_the_request_up(asked, ada, cora, dora, aisne):
    plan = compute_plan(aisne, cora)
    plan.review(cora)

    send_plan(plan, cora)

    assert state(asked) == "matching"
    assert asked.answered_at
    assert told_to(dora) == ["Nous cherchons quelqu’un pour votre école"]


def test_second_person_asked_writes_nothing_more(asked, ada, cora, dora):
    bea = make.MentorFactory(user=make.UserFactory(email="bea@exemple.test"))

    propose(asked, ada.mentor.pk, cora)
    propose(asked, bea.pk, cora)

    assert state(asked) == "matching"
    assert len(told_to(dora)) == 1


def test_yes_takes_up_a_request_that_nobody_had(proposal, asked, ada):
    say_yes(proposal, ada)

    assert (proposal.status, state(asked)) == ("active", "matching")


def test_workshop_told_without_a_plan_serves_the_request(proposal, asked, ada, school):
    say_yes(proposal, ada)

    tell(ada.mentor, school)

    assert state(asked) == "fulfilled"


def test_school_found_is_one_tap_from_the_plan(client_for, proposal, ada, school):
    say_yes(proposal, ada)
    client = client_for(ada)

    page = client.get(reverse("matches:list")).content.decode()
    plan, log = (reverse(f"sessions:{name}") for name in ("plan", "log"))
    assert f"{plan}?rencontre={proposal.pk}" in page
    form = client.get(f"{log}?ecole={school.pk}").context["form"]
    assert f'value="{school.pk}" selected' in str(form["school"])


def test_school_that_says_yes_after_all_is_looked_for_again(proposal, asked, ada, dora):
    type(asked).objects.update(status="unmet")
    say_yes(proposal, ada)

    welcome(proposal, dora)

    assert (proposal.status, state(asked)) == ("active", "matching")


# Refusals


@pytest.mark.parametrize("after", ["cancelled", "unmet", "fulfilled"])
def test_request_given_up_asks_the_school_again(proposal, asked, ada, after):
    type(asked).objects.update(status=after)

    say_yes(proposal, ada)

    assert (proposal.status, state(asked)) == ("accepted", after)


def test_workshop_elsewhere_serves_nothing(proposal, asked, ada):
    say_yes(proposal, ada)
    make.MatchFactory(mentor=ada.mentor, school=make.SchoolFactory(), status="active")

    tell(ada.mentor, Match.objects.exclude(pk=proposal.pk).get().school)

    assert state(asked) == "matching"


def test_request_cancelled_meanwhile_does_not_hold_the_plan_back(asked, ada, cora):
    stale = type(asked).objects.get(pk=asked.pk)
    asked.cancel(cora)

    assert not stale.follow("planned", ada)
    assert state(asked) == "cancelled"


@pytest.mark.parametrize("key", ["é", "0", "9" * 30, "1; drop"])
def test_unknown_school_beforehand_chooses_none(client_for, ada, key):
    response = client_for(ada).get(reverse("sessions:log"), {"ecole": key})

    assert response.status_code == 200
