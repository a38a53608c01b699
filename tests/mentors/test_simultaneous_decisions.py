"""Twenty coordinators decide on one application at once: one decision, one mail."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from mentors.models import Mail, Mentor
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
YES = {"action": "approve", "training": "done"}
NO = {"action": "refuse", "reason": "Revenez après la formation."}


@pytest.fixture
def clients(aisne, client_for):
    """Twenty people of the same desk, signed in."""
    named = make.CoordinatorFactory.create_batch(
        PEOPLE, territory=aisne, is_stand_in=True
    )
    return [client_for(coordinator.user) for coordinator in named]


def test_application_is_decided_once(clients):
    for number in range(ROUNDS):
        ben = make.MentorFactory(status="submitted")
        url = reverse("mentor_desk:detail", args=[ben.pk])
        said = [YES if (n + number) % 2 else NO for n in range(PEOPLE)]

        answers = at_once(
            lambda given, url=url: given[0].post(url, given[1]),
            zip(clients, said, strict=True),
        )

        statuses = [getattr(answer, "status_code", answer) for answer in answers]
        assert sorted(statuses) == [200] * (PEOPLE - 1) + [302]
        won = said[statuses.index(302)]
        status = Mentor.objects.get(pk=ben.pk).status
        assert status == {"approve": "approved", "refuse": "refused"}[won["action"]]
        assert Mail.objects.filter(recipient=ben.user).count() == 1
        deeds = ModelLogEntry.objects.for_instance(ben)
        assert [deed.action for deed in deeds] == [f"mentors.{won['action']}"]
