"""Whoever asks for a workshop is told what is kept, and forgotten in time."""

import datetime as dt
import json

import pytest
import time_machine
from django.utils import timezone

from community.models import SessionRequest
from community.requests.mails import tell_answer
from community.requests.proving import ConfirmationCode
from mentors.models import Mail
from resources.privacy.acting import erase, export, purge
from tests import factories as make

pytestmark = pytest.mark.django_db
JEANNE = {
    "contact_name": "Jeanne Petit",
    "contact_role": "directrice",
    "contact_email": "jeanne@exemple.test",
}


@pytest.fixture
def jeanne():
    return make.UserFactory(email="Jeanne@exemple.test")


def forgotten(days: int) -> int:
    """Purge so many days from now; return how many requests were forgotten."""
    with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
        gone = purge(timezone.localdate(), dry_run=False)
    return gone["community.SessionRequest"]


def name_of(request) -> str:
    return SessionRequest.objects.get(pk=request.pk).contact_name


def test_asker_takes_along_then_leaves(jeanne, school):
    request = make.RequestFactory(school=school, **JEANNE)
    told = json.loads(export(jeanne))["Vos demandes d’atelier"]

    erase(jeanne)

    assert told[0]["contact_name"] == "Jeanne Petit"
    assert told[0]["school"] == str(school)
    request.refresh_from_db()
    assert (request.contact_name, request.contact_role) == ("", "")
    assert (request.contact_email, request.status) == ("", "submitted")


def test_contact_with_an_account_is_asker_too(dora, school):
    request = make.RequestFactory(school=school, author=dora)

    assert request.need in export(dora)
    erase(dora)

    request.refresh_from_db()
    assert request.author is None


def test_school_is_answered_once_its_asker_is_forgotten(jeanne, school, cora):
    type(school).objects.update(email="ecole@exemple.test")
    request = make.RequestFactory(school=school, **JEANNE)
    erase(jeanne)
    request = SessionRequest.objects.get()

    request.take_up(cora)
    tell_answer(request, "")

    assert Mail.objects.get().address == "ecole@exemple.test"


def test_draft_and_its_code_last_a_day(jeanne, school):
    draft = make.RequestFactory(
        school=school, status="draft", submitted_at=None, answer_due_on=None, **JEANNE
    )
    ConfirmationCode.objects.create(
        request=draft,
        code_hash="x",
        address=JEANNE["contact_email"],
        sent_at=timezone.now(),
    )
    assert JEANNE["contact_email"] in export(jeanne)

    assert forgotten(0) == 0
    assert forgotten(2) == 1
    assert not SessionRequest.objects.exists()
    assert not ConfirmationCode.objects.exists()


def test_erased_draft_is_gone(jeanne, school):
    make.RequestFactory(
        school=school, status="draft", submitted_at=None, answer_due_on=None, **JEANNE
    )

    erase(jeanne)

    assert not SessionRequest.objects.exists()


def test_name_goes_a_year_after_the_end(school):
    request = make.RequestFactory(school=school, status="fulfilled", **JEANNE)

    assert forgotten(364) == 0
    assert name_of(request) == "Jeanne Petit"
    assert forgotten(367) == 1
    assert forgotten(367) == 0
    assert name_of(request) == ""
    assert SessionRequest.objects.get().need


def test_name_in_a_request_without_end_goes_after_two(school):
    make.RequestFactory(school=school, status="planned", **JEANNE)

    assert forgotten(729) == 0
    assert forgotten(732) == 1


def test_others_requests_are_not_told(eve, school):
    make.RequestFactory(school=school, **JEANNE)

    assert "Jeanne" not in export(eve)
