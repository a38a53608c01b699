"""Twenty plans for the same hour of the same person: one is kept."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.models import AwarenessSession
from community.sessions.planning import plan
from tests import factories as make
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_one_co_animator_is_taken_once_in_an_hour(aisne):
    for _round in range(ROUNDS):
        school, theme = make.SchoolFactory(), make.ThemeFactory()
        wanted = make.MentorFactory()
        start = timezone.now() + dt.timedelta(days=7)

        def ask(mentor, wanted=wanted, school=school, theme=theme, start=start):
            values = {"school": school, "starts_at": start, "minutes": 60}
            return plan(mentor, uuid4(), values, [theme], [wanted])

        answers = at_once(ask, [make.MentorFactory() for _one in range(PEOPLE)])

        kept = [one for one in answers if isinstance(one, tuple)]
        refused = [one for one in answers if isinstance(one, ValidationError)]
        assert (len(kept), len(refused)) == (1, PEOPLE - 1)
        assert AwarenessSession.objects.with_mentor(wanted).count() == 1
