"""Somebody who stopped on the way is written to, kindly and rarely."""

import datetime as dt

import pytest
from django.utils import timezone

from mentors.mailing.models import Mail
from mentors.profiles.mails import remind_drafts
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(eve):
    """Eve's application, left five days ago after its first step."""
    left = timezone.now() - dt.timedelta(days=5)
    return make.MentorFactory(
        user=eve, status="draft", commune=None, last_activity_at=left
    )


def test_a_resting_draft_is_spoken_of(draft, eve):
    assert remind_drafts(timezone.localdate()) == 1

    letter = Mail.objects.get()
    assert letter.recipient == eve
    assert "– Votre secteur" in letter.text
    assert "Vos disponibilités" not in letter.text


def test_next_day_says_nothing_more(draft):
    today = timezone.localdate()

    assert [remind_drafts(today), remind_drafts(today)] == [1, 0]
    assert remind_drafts(today + dt.timedelta(days=1)) == 0


# Refusals


@pytest.mark.parametrize("days", [1, 60])
def test_fresh_and_forgotten_drafts_are_left_alone(draft, days):
    type(draft).objects.update(last_activity_at=timezone.now() - dt.timedelta(days))

    assert remind_drafts(timezone.localdate()) == 0


def test_a_sent_application_is_left_alone(draft, eve):
    type(draft).objects.update(status="submitted")

    assert remind_drafts(timezone.localdate()) == 0
