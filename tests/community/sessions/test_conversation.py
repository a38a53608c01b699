"""Mentor and school write to each other: kept with the workshop, mailed once."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.models import AwarenessSession, SessionMessage
from community.sessions.conversation import MOST_A_DAY, send
from community.sessions.school_links import session_path
from mentors.models import Mail
from resources.privacy.acting import purge
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def school(school):
    school.email, school.phone = "ecole@exemple.test", "+33323000000"
    school.save()
    return school


def words(text="Quelle salle ?", **changes) -> dict:
    return {"action": "write", "key": str(uuid4()), "text": text} | changes


def test_mentor_writes_to_the_school(client_for, session, ada, school):
    client, url = client_for(ada), reverse("sessions:write", args=[session.pk])

    page = client.post(url, words(), follow=True).content.decode()

    assert "Un message est parti à l’adresse de l’école." in page
    assert "Quelle salle ?" in page
    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("session-message", school.email)
    assert "Quelle salle ?" in mail.text
    assert session_path(session) in mail.text
    assert ada.email not in mail.text


def test_school_writes_by_its_link(client, session, ada, school):
    data = words("La salle\x00 <b>12</b>")

    for _twice in range(2):
        response = client.post(session_path(session), data)

    assert not response.cookies
    mail, message = Mail.objects.get(), SessionMessage.objects.get()
    assert (mail.address, message.side, message.author) == (ada.email, "school", None)
    assert message.text == "La salle <b>12</b>"
    page = client.get(session_path(session)).content.decode()
    assert "&lt;b&gt;12&lt;/b&gt;" in page
    for secret in (ada.email, ada.mentor.phone or "rien", school.email):
        assert secret not in page


def test_contact_writes_with_an_account(client_for, session, ada, dora):
    url = reverse("school_link:own", args=[session.pk])

    page = client_for(dora).post(url, words()).content.decode()

    assert "Ada B. a reçu votre message." in page
    assert SessionMessage.objects.get().author == dora
    assert Mail.objects.get().address == ada.email


# Refusals


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 1001])
def test_nothing_or_too_much_is_refused(client, session, text):
    response = client.post(session_path(session), words(text))

    assert response.context["message"].errors
    assert not SessionMessage.objects.exists()


def test_one_side_writes_so_often_a_day(client, session, ada):
    for _one in range(MOST_A_DAY):
        client.post(session_path(session), words())
    response = client.post(session_path(session), words())

    assert response.status_code == 409
    assert "déjà beaucoup écrit" in response.content.decode()
    assert Mail.objects.count() == MOST_A_DAY
    send(session, "mentor", ada, uuid4(), "Et moi ?")


def test_old_session_takes_no_more_words(session, ada):
    start = timezone.now() - dt.timedelta(days=31)
    AwarenessSession.objects.update(starts_at=start)
    session.refresh_from_db()

    with pytest.raises(ValidationError):
        send(session, "mentor", ada, uuid4(), "Bonjour")


def test_messages_are_forgotten_after_a_year(session, ada):
    send(session, "mentor", ada, uuid4(), "Bonjour")
    year = timezone.now() - dt.timedelta(days=367)
    SessionMessage.objects.update(sent_at=year)

    purge(timezone.localdate(), dry_run=False)
    assert not SessionMessage.objects.exists()


def test_co_animator_and_stranger_do_not_write(client_for, session, bea, eve):
    url = reverse("sessions:write", args=[session.pk])
    assert client_for(eve).post(url, words()).status_code == 403
    assert client_for(bea).post(url, words()).status_code == 404
    session.co_mentors.add(bea.mentor)
    assert client_for(bea).post(url, words()).status_code == 403
    assert not SessionMessage.objects.exists()


def test_other_schools_read_nothing(client_for, session, ada):
    send(session, "mentor", ada, uuid4(), "mot-secret")
    other = make.UserFactory()
    make.SchoolContactFactory(user=other)
    url = reverse("school_link:own", args=[session.pk])

    assert client_for(other).get(url).status_code == 404
