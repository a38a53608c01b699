"""Coordinators: named per territory with stand-ins; nobody sees other territories."""

import datetime as dt

import pytest
from django.core import mail as outbox
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet

from community.impact.weekly import send_weeks
from community.models import HelpRequest, Match, Partnership, School, SessionRequest
from community.partnerships.texts import AgreementTemplate
from community.sessions.raising import RaisedQuestion
from mentors.coordination.policies import (
    OwnChooseView,
    TerritoryPolicy,
    TerritoryViewSet,
    unscoped,
)
from mentors.mailing.models import Mail
from mentors.models import Coordinator, Mentor
from tests import factories as make

pytestmark = pytest.mark.django_db
SCOPED = [Mentor, School, SessionRequest, Partnership, Match, HelpRequest]
PEOPLES_ROOMS = ("mentors", "community")
# Texts to sign before anybody does; and parents' questions, which reach the editors
# without whose they are, nor from which school.
WITHOUT_PEOPLE = {AgreementTemplate, RaisedQuestion}


@pytest.fixture
def elsewhere():
    territory = make.TerritoryFactory(code="95", name="Val-d’Oise", slug="val-d-oise")
    return make.CommuneFactory(insee_code="95001", name="Ableiges", territory=territory)


# Naming


def test_lead_names_a_coordinator_and_a_stand_in(client_for, nat, aisne, eve, ben):
    client, url = client_for(nat), reverse("team:team")

    client.post(url, {"territory": "02", "email": eve.email.upper()})
    client.post(url, {"territory": "02", "email": ben.email, "is_stand_in": "on"})

    named = {c.user: c.is_stand_in for c in Coordinator.objects.all()}
    assert named == {eve: False, ben: True}
    assert client_for(eve).get(reverse("desk:home")).status_code == 200

    client.post(url, {"end": Coordinator.objects.get(user=eve).pk})
    assert client_for(eve).get(reverse("desk:home")).status_code == 403


@pytest.mark.parametrize(
    "data",
    [
        {"territory": "02", "email": "personne@exemple.test"},
        {"territory": "xx", "email": "eve@exemple.test"},
        {"territory": "02", "email": "eve@exemple.test"},
        {"end": "²"},
        {"end": "999"},
    ],
)
def test_impossible_nomination_changes_nothing(client_for, nat, cora, eve, data):
    """The third: the Aisne has its coordinator already."""
    answer = client_for(nat).post(reverse("team:team"), data)

    assert answer.status_code in (200, 302)
    assert [c.user for c in Coordinator.objects.all()] == [cora]


# Whose rows are whose, in Wagtail


@pytest.mark.parametrize("model", SCOPED)
def test_policy_is_registered(model):
    assert isinstance(policy_registry.get_by_type(model), TerritoryPolicy)


def test_rows_follow_the_territory(cora, zoe, nat, ed, ada, elsewhere):
    other = make.MentorFactory(commune=elsewhere)
    policy = policy_registry.get_by_type(Mentor)

    def seen(user):
        return set(policy.instances_user_has_permission_for(user, "view"))

    assert seen(cora) == {ada.mentor}
    assert seen(zoe) == {other}
    assert seen(nat) == {ada.mentor, other}
    assert seen(ed) == seen(ada) == set()
    assert policy.user_has_permission_for_instance(cora, "change", ada.mentor)
    assert not policy.user_has_permission_for_instance(cora, "view", other)
    assert not policy.user_has_permission_for_instance(cora, "delete", ada.mentor)


def test_list_and_chooser_begin_with_own_rows(cora, ada, elsewhere):
    make.MentorFactory(commune=elsewhere)
    request = RequestFactory().get("/")
    request.user = cora
    viewset = type("People", (TerritoryViewSet,), {"model": Mentor})
    chooser = OwnChooseView()
    chooser.request, chooser.model = request, Mentor

    listed = TerritoryViewSet.get_queryset(type("V", (), {"model": Mentor})(), request)

    assert list(listed) == [ada.mentor] == list(chooser.get_object_list())
    assert unscoped(viewset, Mentor) == []


def test_no_list_of_the_admin_shows_people_unscoped():
    found = {
        model: unscoped(type(model.snippet_viewset), model)
        for model in get_snippet_models()
        if model._meta.app_label in PEOPLES_ROOMS and model not in WITHOUT_PEOPLE
    }

    assert {model: holes for model, holes in found.items() if holes} == {}


def test_planted_leak_is_seen():
    leaking = type("Leaking", (SnippetViewSet,), {"model": Mentor})

    assert unscoped(leaking, Mentor) == ["list", "chooser"]


# The mail of Monday


def test_week_tells_what_waits(cora, ben, django_capture_on_commit_callbacks):
    today = timezone.localdate()
    late = make.RequestFactory(answer_due_on=today - dt.timedelta(days=1))
    arrived = make.MentorFactory(approved_at=timezone.now())
    alone = make.SchoolFactory(name="École seule", priority="REP+")
    make.PartnershipFactory(schools=[alone])

    with django_capture_on_commit_callbacks(execute=True):
        assert send_weeks(today) == 1
        assert send_weeks(today) == 0

    [sent] = outbox.outbox
    assert sent.to == [cora.email]
    for words in (
        str(late.school),
        "1 candidature",
        arrived.display_name,
        "1 école sous convention est sans personne",
        "École seule, Laon (REP+)",
    ):
        assert words in sent.body


def test_week_names_nobody_inactive_moved_or_elsewhere(
    cora, elsewhere, django_capture_on_commit_callbacks
):
    def arrived(name, **values):
        user = make.UserFactory(first_name=name)
        make.MentorFactory(user=user, approved_at=timezone.now(), **values)

    arrived("Présente")
    arrived("Pausé", status="paused")
    arrived("Partie", status="left")
    arrived("Déménagé", commune=elsewhere)

    with django_capture_on_commit_callbacks(execute=True):
        send_weeks(timezone.localdate())

    body = outbox.outbox[0].body
    assert "Présente" in body
    for name in ("Pausé", "Partie", "Déménagé"):
        assert name not in body


def test_quiet_week_and_closed_account_are_not_written_to(cora):
    assert send_weeks(timezone.localdate()) == 0

    make.HelpRequestFactory()
    cora.is_active = False
    cora.save()
    assert send_weeks(timezone.localdate()) == 0


# The last resort


def test_taking_the_last_one_back_is_asked_twice(client_for, nat, cora):
    client, url = client_for(nat), reverse("team:team")
    place = Coordinator.objects.get(user=cora)

    asked = client.post(url, {"end": place.pk})
    assert "dernière personne nommée" in asked.content.decode()
    assert Coordinator.objects.filter(pk=place.pk).exists()

    client.post(url, {"end": place.pk, "sure": "1"})
    assert not Coordinator.objects.exists()


def test_lead_sees_the_territories_that_nobody_answers_for(client_for, nat, cora):
    make.TerritoryFactory(code="38", name="Isère", slug="isere", wave=2)

    seen = client_for(nat).get(reverse("desk:home")).content.decode()
    assert "1 territoire sans coordination" in seen
    hidden = client_for(cora).get(reverse("desk:home")).content.decode()
    assert "sans coordination" not in hidden


def test_week_of_a_territory_without_anybody_reaches_the_lead(nat, aisne):
    make.HelpRequestFactory()

    assert send_weeks(timezone.localdate()) == 1
    assert Mail.objects.get().recipient == nat
