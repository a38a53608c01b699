"""The asker's page says what is true: who comes, when, and who was told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.matching.answers import say_yes
from community.requests.following import follow_path
from community.requests.mails import tell_received
from mentors.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db
ASKER = "directrice@exemple.test"


@pytest.fixture
def asked(school):
    return make.RequestFactory(
        school=school, contact_email=ASKER, status="matching", sender="school"
    )


@pytest.fixture
def match(ada, school, asked):
    return make.MatchFactory(mentor=ada.mentor, school=school, request=asked)


def read(client, asked):
    return client.get(follow_path(asked)).content.decode()


def test_the_asker_reads_who_comes_then_when(client, asked, match, ada):
    assert "Nous cherchons un parent ressource" in read(client, asked)
    say_yes(match)

    assert "Ada B. peut venir. Choisissez une date." in read(client, asked)
    letter = Mail.objects.get(kind="match-accepted")
    assert letter.address == ASKER
    assert letter.subject == "Ada B. peut venir. Choisissez une date"

    soon = timezone.now() + dt.timedelta(days=20)
    session = make.SessionFactory(
        mentor=ada.mentor, school=asked.school, starts_at=soon, request=asked
    )
    page = read(client, asked)
    assert "Ada B. vient le" in page
    assert f"{session.local_start.day} " in page
    assert "Choisissez une date" not in page
    assert "confirmée" not in page


def test_a_school_that_gives_up_tells_the_coordination(client, asked, match, cora):
    say_yes(match)
    client.post(follow_path(asked), {"action": "cancel"})

    letter = Mail.objects.get(kind="request-cancelled")
    assert letter.address == cora.email
    assert "Ada B." in letter.text
    assert "peut venir" not in read(client, asked)


def test_a_contact_reads_whether_somebody_was_told(client_for, dora, school, cora):
    held = make.RequestFactory(school=school, author=dora)
    url = reverse("requests:cancel", args=[held.pk])
    page = client_for(dora).post(url, follow=True).content.decode()

    assert "La coordination a reçu un message." in page
    assert Mail.objects.get().address == cora.email


@pytest.mark.parametrize(
    ("address", "said"),
    [(ASKER, "La réponse est partie"), ("", "Nous n’avons aucune adresse")],
)
def test_the_desk_reads_whether_the_answer_left(
    client_for, cora, asked, school, address, said
):
    school.email, asked.contact_email = "", address
    school.save()
    asked.status = "submitted"
    asked.save()
    url = reverse("request_desk:detail", args=[asked.pk])
    page = client_for(cora).post(url, {"action": "take_up"}, follow=True)

    assert said in page.content.decode()
    assert Mail.objects.filter(kind="request-answer").exists() == bool(address)


@pytest.mark.parametrize("mailbox", ["ce.0020001a@exemple.test", ""])
def test_the_desk_reads_whether_the_mailbox_was_warned(
    client_for, cora, asked, school, mailbox
):
    school.email, asked.sender = mailbox, "other"
    school.save()
    asked.save()
    tell_received(asked)
    url = reverse("request_desk:detail", args=[asked.pk])
    page = client_for(cora).get(url).content.decode()

    warned = Mail.objects.filter(kind="request-notice").exists()
    assert warned == bool(mailbox)
    assert ("L’adresse de l’école a reçu un message" in page) == warned
    assert "L’école a été prévenue" not in page
