"""Whoever applies is read: those in charge of the territory get one mail each time."""

import pytest
from django.urls import reverse

from mentors.mailing.models import Mail
from mentors.models import Mentor
from mentors.profiles.charter import current_version
from tests import factories as make

pytestmark = pytest.mark.django_db

KIND = "application-new"


@pytest.fixture
def apply(client_for):
    """Send somebody's application, all its steps being filled in."""

    def send(mentor: Mentor) -> None:
        url = reverse("mentor:apply_step", args=["charte"])
        answer = client_for(mentor.user).post(url, {"accepts": "on"})
        assert answer.url == reverse("mentor:apply")

    return send


@pytest.fixture
def draft(aisne):
    return make.MentorFactory(status="draft", charter_version="")


def told() -> set[str]:
    return set(Mail.objects.filter(kind=KIND).values_list("address", flat=True))


def test_coordinator_gets_one_mail(apply, draft, cora, nat):
    make.CoordinatorFactory(is_stand_in=True)

    apply(draft)

    letter = Mail.objects.get(kind=KIND)
    assert letter.recipient == cora
    assert draft.display_name in letter.text
    assert reverse("mentor_desk:detail", args=[draft.pk]) in letter.text


def test_who_applies_again_is_announced_again(apply, draft, cora):
    apply(draft)
    draft.refresh_from_db()
    draft.refuse(cora, "Revenez après la formation.")
    apply(draft)

    assert Mail.objects.filter(kind=KIND, recipient=cora).count() == 2


@pytest.mark.parametrize("last", ["stand-in", "lead", "administrator"])
def test_territory_without_coordinator_loses_nobody(apply, draft, last, request):
    if last == "stand-in":
        person = make.CoordinatorFactory(is_stand_in=True).user
    elif last == "lead":
        person = request.getfixturevalue("nat")
    else:
        person = make.UserFactory(is_superuser=True)

    apply(draft)

    assert told() == {person.email}


# Refusals


def test_application_that_is_not_sent_is_not_announced(draft, cora, client_for):
    draft.themes.clear()
    url = reverse("mentor:apply_step", args=["charte"])

    client_for(draft.user).post(url, {"accepts": "on"})

    draft.refresh_from_db()
    assert draft.status == "draft"
    assert not told()


def test_signing_a_new_charter_is_no_application(client_for, ada, cora):
    type(ada.mentor).objects.update(charter_version="2020-1")
    url = reverse("mentor:apply_step", args=["charte"])

    client_for(ada).post(url, {"accepts": "on"})

    ada.mentor.refresh_from_db()
    assert ada.mentor.charter_version == current_version()
    assert not told()
