"""Whatever asks for an answer reaches somebody, where nobody is named too."""

import datetime as dt

import pytest
from django.utils import timezone

from community.partnerships.mails import tell_ending
from community.requests.daily import tell_late_answers
from community.requests.helping.mails import tell_coordination
from community.requests.mails import tell_received
from community.sessions.follow_up import answer, ask
from mentors.mailing.models import Mail
from mentors.models import ApplicationQuestion
from mentors.profiles.mails import announce_application, send_answer
from tests import factories as make

pytestmark = pytest.mark.django_db


def a_request(_cora):
    tell_received(make.RequestFactory())


def a_late_request(_cora):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    make.RequestFactory(answer_due_on=yesterday)
    assert tell_late_answers(timezone.localdate()) == 1


def a_parent_to_help(_cora):
    tell_coordination(make.HelpRequestFactory())


def an_agreement(_cora):
    tell_ending(make.PartnershipFactory(), 30)


def an_application(_cora):
    announce_application(
        make.MentorFactory(status="submitted", submitted_at=timezone.now())
    )


def an_answered_application(cora):
    mentor = make.MentorFactory(status="submitted")
    send_answer(
        ApplicationQuestion.objects.create(mentor=mentor, author=cora, text="Où ?")
    )


def an_answered_question(cora):
    asked = ask(make.ReportFactory(), cora, "Combien étiez-vous ?")
    asked.asked_by.is_active = False
    answer(asked, None, "Douze.")


ASKING = [
    a_request,
    a_late_request,
    a_parent_to_help,
    an_agreement,
    an_application,
    an_answered_application,
    an_answered_question,
]


@pytest.mark.parametrize("what", ASKING)
def test_without_coordinator_a_lead_is_written_to(what, cora, nat):
    cora.is_active = False
    cora.save(update_fields=["is_active"])

    what(cora)

    assert Mail.objects.filter(recipient=nat).count() == 1
    assert not Mail.objects.filter(recipient=cora).exists()
