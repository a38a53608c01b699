"""Who speaks for a school: one answer for every mail."""

import pytest
from django.utils import timezone

from community.requests.school_voice import VoiceKind, voice_of, write_to_school
from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db
TEMPLATE = "community/requests/mail_notice.txt"


def write(school, request=None, **how):
    return write_to_school(
        school,
        TEMPLATE,
        {"request": request or {"school": school}},
        key="word:1",
        why="Parce que.",
        ask_call="Un parent ressource peut venir.",
        request=request,
        **how,
    )


@pytest.fixture
def asked(school):
    now = timezone.now()
    return make.RequestFactory(
        school=school,
        author=None,
        contact_email="directrice@exemple.test",
        status="submitted",
        submitted_at=now,
        answer_due_on=now.date(),
    )


def test_contacts_come_first(dora, school, asked):
    assert voice_of(school).people == [dora]
    told = write(school, asked)
    assert (told.kind, told.count) == (VoiceKind.CONTACTS, 1)
    assert told.sentence == "L’école a reçu un message."
    assert Mail.objects.get().recipient == dora


def test_a_closed_account_does_not_speak(dora, school, asked):
    dora.is_active = False
    dora.save(update_fields=["is_active"])
    assert voice_of(school).people == ["directrice@exemple.test"]
    assert voice_of(school, asked).kind == VoiceKind.ASKER


def test_an_address_that_was_never_confirmed_does_not_speak(school, asked):
    asked.status, asked.submitted_at, asked.answer_due_on = "draft", None, None
    asked.save()
    school.email = "ce.0020001a@exemple.test"
    assert voice_of(school, asked).people == [school.email]


def test_the_mailbox_of_the_directory_is_next(school):
    school.email = "ce.0020001a@exemple.test"
    told = write(school)
    assert told.kind == VoiceKind.MAILBOX
    assert Mail.objects.get().address == school.email


def test_nobody_to_write_to_is_telephoned(school, cora):
    school.phone = "03 23 00 00 00"
    told = write(school)
    assert (told.kind, told.count) == (VoiceKind.NOBODY, 1)
    assert "priée de l’appeler" in told.sentence
    mail = Mail.objects.get()
    assert mail.recipient == cora
    assert "03 23 00 00 00" in mail.text
    assert "Un parent ressource peut venir." in mail.text


def test_nothing_is_claimed_where_nobody_is_in_charge(school):
    told = write(school)
    assert told.count == 0
    assert told.sentence == "Personne n’a pu être prévenu pour cette école."


def test_who_acts_is_not_written_to(dora, school):
    assert write(school, but=dora).count == 0
    assert not Mail.objects.exists()


def test_a_word_said_twice_is_written_once(dora, school):
    write(school)
    assert write(school).sentence == "L’école a déjà reçu ce message."
    assert Mail.objects.count() == 1
