"""A role that may be empty always has a last resort."""

import pytest

from mentors.coordination.in_charge import (
    people_in_charge,
    who_takes_over,
    without_anybody,
    write_to_those_in_charge,
)
from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db


def close(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


@pytest.fixture
def stan(aisne):
    user = make.UserFactory(email="stan@exemple.test")
    make.CoordinatorFactory(user=user, territory=aisne, is_stand_in=True)
    return user


def test_the_coordinator_answers_for_her_territory_alone(cora, stan, nat, zoe, aisne):
    assert people_in_charge(aisne) == [cora]
    assert people_in_charge("02") == [cora]


def test_a_closed_account_answers_for_nothing(cora, stan, nat, aisne):
    close(cora)
    assert people_in_charge(aisne) == [stan]
    close(stan)
    assert people_in_charge(aisne) == [nat]


def test_a_lead_is_known_by_the_group_too(aisne, roles):
    from django.contrib.auth.models import Group

    lead = make.UserFactory()
    lead.groups.add(Group.objects.get(name="Pilotage national"))
    assert people_in_charge(aisne) == [lead]


def test_at_the_very_last_an_administrator(aisne, eve):
    root = make.UserFactory(is_superuser=True)
    assert people_in_charge(aisne) == [root]


def test_who_takes_over_is_never_who_did_not_answer(cora, stan, nat, aisne):
    assert who_takes_over(aisne) == [stan]
    close(cora)
    assert who_takes_over(aisne) == [nat]
    close(stan)
    assert who_takes_over(aisne) == [nat]  # nobody else is left


def test_territories_without_anybody_are_known(cora, aisne):
    alone = make.TerritoryFactory(code="38", name="Isère", slug="isere", wave=2)
    assert list(without_anybody()) == [alone]
    close(cora)
    assert list(without_anybody()) == [aisne, alone]


def test_who_was_written_to_is_answered_and_only_once(cora, school):
    what = {"school": school, "ask_call": "Bonjour."}
    how = {"key": "call:1", "why": "Parce que."}
    template = "community/requests/mail_call.txt"
    assert write_to_those_in_charge("02", template, what, **how) == [cora]
    assert write_to_those_in_charge("02", template, what, **how) == []
    assert Mail.objects.get().recipient == cora
