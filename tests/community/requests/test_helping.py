"""A parent finds what exists nearby, or asks; once answered, it is forgotten."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.models import HelpRequest
from resources.privacy.acting import purge
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def laon(aisne):
    return make.CommuneFactory()


@pytest.fixture
def ask(client, laon, django_capture_on_commit_callbacks):
    key = uuid.uuid4()

    def asked(**data):
        url = reverse("helping:ask", args=[laon.pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"key": key, "reach": "06 12 34 56 78"} | data)

    return asked


def test_parent_sees_what_exists_then_asks(client, ask, laon, cora):
    school = make.SchoolFactory()
    make.SessionFactory(school=school, starts_at=timezone.now() + dt.timedelta(days=2))

    near = client.get(reverse("helping:near"), {"commune": "02000"})
    asked = ask(first_name="Aïssa")

    assert str(school) in near.content.decode()
    assert reverse("helping:ask", args=[laon.pk]) in near.content.decode()
    assert asked.url == reverse("helping:thanks")
    held = HelpRequest.objects.get()
    assert (held.commune, held.reach) == (laon, "0612345678")
    [told] = outbox.outbox
    assert told.to == [cora.email]
    assert "Aïssa" not in told.body + told.subject
    assert "0612345678" not in told.body
    assert not client.cookies


def test_sent_twice_is_kept_once(ask, cora):
    ask(), ask()

    assert HelpRequest.objects.count() == 1
    assert len(outbox.outbox) == 1


def test_coordinator_answers_once(client_for, cora):
    held = make.HelpRequestFactory()
    client, url = client_for(cora), reverse("help_desk:detail", args=[held.pk])

    assert held in client.get(reverse("help_desk:list")).context["requests"]
    client.post(url, {"action": "directed"})
    client.post(url, {"action": "closed"})

    held.refresh_from_db()
    assert (held.status, bool(held.answered_at)) == ("directed", True)


def test_only_the_territorys_volunteers_are_named(client_for, cora, ada):
    """A neighbour who lives just over the border is somebody else's to ask."""
    elsewhere = make.TerritoryFactory(code="95", name="Val-d’Oise", slug="val-d-oise")
    over = make.CommuneFactory(insee_code="95001", name="Ableiges", territory=elsewhere)
    neighbour = make.MentorFactory(commune=over)
    held = make.HelpRequestFactory()
    request = make.RequestFactory()

    for url in (
        reverse("help_desk:detail", args=[held.pk]),
        reverse("request_desk:detail", args=[request.pk]),
    ):
        text = client_for(cora).get(url).content.decode()
        assert ada.mentor.display_name in text
        assert neighbour.display_name not in text


def forgotten_today() -> int:
    return purge(timezone.localdate(), dry_run=False)["community.HelpRequest"]


def test_contact_is_forgotten(cora):
    new, answered = make.HelpRequestFactory(), make.HelpRequestFactory()
    answered.answer("directed", cora)
    now = timezone.now()

    with time_machine.travel(now + dt.timedelta(days=31)):
        assert forgotten_today() == 1
    with time_machine.travel(now + dt.timedelta(days=91)):
        assert forgotten_today() == 1
    new.refresh_from_db()
    assert new.reach == ""


# Refusals


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"reach": ""}, "reach"),
        ({"reach": "12"}, "reach"),
        ({"reach": "a@b"}, "reach"),
        ({"reach": "０６１２３４５６７８"}, "reach"),
        ({"reach": "\0"}, "reach"),
        ({"theme": "999"}, "theme"),
        ({"first_name": "x" * 41}, "first_name"),
        ({"precision": "machine"}, "__all__"),
    ],
)
def test_impossible_request_is_said(ask, data, field):
    answer = ask(**data)

    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("commune", ["", "xyz", "é\0", "insee:99999", "x" * 90])
def test_place_that_is_none_is_not_an_error(client, laon, commune):
    page = client.get(reverse("helping:near"), {"commune": commune})

    assert page.status_code == 200
    assert page.context["here"] is None


def test_network_that_asks_too_often_waits(ask):
    answers = [ask(key=uuid.uuid4()).status_code for _time in range(21)]

    assert answers[-1] == 400


def test_answer_that_is_none_changes_nothing(cora):
    held = make.HelpRequestFactory()

    with pytest.raises(ValidationError):
        held.answer("new", cora)
    assert HelpRequest.objects.waiting().count() == 1


def test_queries_do_not_grow(client_for, cora, django_assert_max_num_queries):
    """Session and its activity (4), person, roles, rights, territory, count, rows."""
    for _time in range(12):
        make.HelpRequestFactory()
    client = client_for(cora)

    with django_assert_max_num_queries(15):
        client.get(reverse("help_desk:list"))
