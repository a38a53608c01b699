"""A signature proves an agreement, then loses its name; what proves nothing goes."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.models import Partnership, Signatory
from community.partnerships import steps
from community.partnerships.links import path_for
from community.partnerships.signatories import FORGOTTEN
from mentors.models import Mail
from resources.privacy.acting import erase, export, purge
from tests import factories as make

pytestmark = pytest.mark.django_db
YEARS = dt.timedelta(days=366)


@pytest.fixture
def line():
    """An account with the address of the first signatory, Line Petit."""
    return make.UserFactory(email="line@exemple.test")


@pytest.fixture
def sign(people):
    def signed(agreement, *, by: int) -> Signatory:
        person = people(agreement)[by]
        steps.sign(person, "paper", typed_name=person.name, scan=_scan())
        return person

    return signed


def _scan() -> ContentFile:
    return ContentFile(b"%PDF-", name="scan.pdf")


def forget_at(moment: dt.datetime, capture) -> int:
    with time_machine.travel(moment), capture(execute=True):
        return purge(timezone.localdate(), dry_run=False)["community.Signatory"]


def test_signature_is_told_and_kept(agreement, sign, line):
    held = agreement(people=1, status="ready")
    sign(held, by=0)

    told = json.loads(export(line))["Vos signatures de conventions"]
    erase(line)

    assert (told[0]["name"], told[0]["role"]) == ("Line Petit", "maire")
    assert told[0]["partnership"] == str(held)
    kept = held.signatories.get()
    assert (kept.name, kept.email) == ("Line Petit", "line@exemple.test")


def test_proof_loses_its_name_five_years_after_the_end(
    agreement, sign, django_capture_on_commit_callbacks
):
    held = agreement(people=1, status="ready")
    scan = sign(held, by=0).scan
    end = timezone.now() + dt.timedelta(days=300)
    capture = django_capture_on_commit_callbacks

    assert forget_at(end + 4 * YEARS, capture) == 0
    assert scan.storage.exists(scan.name)
    assert forget_at(end + 5 * YEARS, capture) == 1
    assert forget_at(end + 5 * YEARS, capture) == 0

    person = held.signatories.get()
    assert (person.name, person.email, person.typed_name) == (FORGOTTEN, "", "")
    assert (person.method, person.signed_sha256) == ("paper", held.text_sha256)
    assert not person.scan
    assert not scan.storage.exists(scan.name)
    assert Partnership.objects.signed().count() == 1


def test_agreement_ended_early_is_proof_five_years_more(
    agreement, sign, cora, django_capture_on_commit_callbacks
):
    held = agreement(people=1, status="ready")
    sign(held, by=0)
    held.refresh_from_db()
    steps.cancel(held, "Le partenaire ferme.", cora)
    now, capture = timezone.now(), django_capture_on_commit_callbacks

    assert forget_at(now + 4 * YEARS, capture) == 0
    assert forget_at(now + 5 * YEARS, capture) == 1


def test_who_has_not_signed_is_forgotten_on_request(agreement, people, line, cora):
    held = agreement(status="ready")
    first, other = people(held)
    link = path_for(first)

    erase(line)

    first, other = people(held)
    assert (first.name, first.email, first.asked_at) == (FORGOTTEN, "", None)
    assert (first.role, other.name) == ("maire", "Omar Roy")
    assert "Ce lien ne sert plus" in Client().get(link).content.decode()
    trail = ModelLogEntry.objects.filter(action="partnerships.forget")
    assert trail.get().data == {"signatory": first.pk}
    told = Mail.objects.get(kind="sign-forgotten")
    assert told.recipient == cora
    assert "Line" not in told.text


def test_reason_of_a_refusal_goes_with_its_author(agreement, people, line):
    held = agreement(status="ready")
    steps.refuse(people(held)[0], "Motif secret")

    erase(line)

    held.refresh_from_db()
    assert (held.status, held.closing_reason) == ("refused", "")
    assert people(held)[0].refusal_reason == ""


def test_signature_of_what_was_never_agreed_is_no_proof(agreement, sign, people, line):
    held = agreement(status="ready")
    sign(held, by=0)

    erase(line)

    first = people(held)[0]
    assert (first.name, bool(first.signed_at)) == (FORGOTTEN, True)


@pytest.mark.parametrize("status", ["draft", "ready"])
def test_what_stopped_is_forgotten_after_a_year(
    agreement, status, django_capture_on_commit_callbacks
):
    held = agreement(status=status)
    now, capture = timezone.now(), django_capture_on_commit_callbacks

    assert forget_at(now + dt.timedelta(days=360), capture) == 0
    assert forget_at(now + YEARS, capture) == 2
    assert not held.signatories.exclude(name=FORGOTTEN).exists()


def test_others_signatures_are_not_told(agreement, line):
    agreement()

    told = export(line)

    assert "Line Petit" in told
    assert "Omar Roy" not in told


def test_who_followed_an_agreement_is_told_and_leaves_it(agreement, cora):
    held = agreement()
    told = json.loads(export(cora))

    erase(cora)

    held.refresh_from_db()
    assert told["Les conventions que vous suivez"] == [{"reference": held.reference}]
    assert held.followed_by is None
