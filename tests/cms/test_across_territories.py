"""No list, search, file or admin page names people of two territories."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from community.models import School
from mentors.models import Commune
from tests import factories as make
from tests.cms import test_canaries as canaries
from tests.cms import test_permissions as table
from tests.cms.permissions_table import POSTS

pytestmark = pytest.mark.django_db
people, things = table.people, table.things

HERE, THERE = "Canaisne", "Canoise"
LISTS = [
    "mentor_desk:list",
    "help_desk:list",
    "report_desk:list",
    "report_desk:table",
]
# National leads name those who coordinate there; a commune's name is nobody's.
OTHERS = {"team:team", "communes:suggestions"}


def plant(school: School, commune: Commune, word: str) -> None:
    """Everybody who can be listed, all called `word`, in one territory."""
    user = make.UserFactory(first_name=word, last_name=word)
    mentor = make.MentorFactory(user=user, commune=commune)
    make.MentorFactory(
        user=make.UserFactory(first_name=word), commune=commune, status="submitted"
    )
    make.ReportFactory(mentor=mentor, school=school)
    make.SessionFactory(mentor=mentor, school=school)
    make.MatchFactory(mentor=mentor, school=school)
    make.RequestFactory(school=school, contact_name=word)
    make.HelpRequestFactory(commune=commune, reach=f"{word}@exemple.test")
    partnership = make.PartnershipFactory(schools=[school], territory=school.territory)
    make.SignatoryFactory(partnership=partnership, name=word)
    make.SchoolContactFactory(user=user, school=school)


@pytest.fixture
def two_territories(aisne, zoe):
    """The same people on both sides, told apart by their names."""
    val_d_oise = zoe.coordinations.get().territory
    for territory, insee, word in (
        (aisne, "02999", HERE),
        (val_d_oise, "95999", THERE),
    ):
        commune = make.CommuneFactory(
            insee_code=insee, name=word, folded_name=word.lower(), territory=territory
        )
        plant(make.SchoolFactory(territory=territory), commune, word)
    return aisne, val_d_oise


def named(response) -> set[str]:
    text = canaries.told(response)
    return {word for word in (HERE, THERE) if word in text}


def crossings(client: Client, things) -> Iterator[str]:
    """Yield the addresses whose answer names people of both."""
    asked = table.our_urls() - set(POSTS) - OTHERS
    addresses = [table.address(name, things) for name in sorted(asked)]
    for address in [*addresses, *canaries.admin_addresses()]:
        for query in ({}, {"q": "can"}):
            if named(client.get(address, query)) == {HERE, THERE}:
                yield address
                break


def test_nothing_crosses_territories(client_for, nat, things, two_territories):
    assert list(crossings(client_for(nat), things)) == []


def test_nor_for_an_administrator(client_for, eve, things, two_territories):
    eve.is_superuser = True
    eve.save()
    # Accounts are managed there, whoever they are and wherever they live.
    accounts = {"/admin/users/", "/admin/users/results/"}

    assert set(crossings(client_for(eve), things)) - accounts == set()


@pytest.mark.parametrize("name", LISTS)
def test_list_opens_for_one_at_a_time(client_for, nat, two_territories, name):
    client, url = client_for(nat), reverse(name)

    asked = client.get(url, {"q": ""})
    shown = client.get(url, {"territoire": "02"})

    assert asked.templates[0].name == "mentors/coordination/choose.html"
    assert "no-store" in asked["Cache-Control"]
    assert named(asked) == set()
    assert named(shown) == {HERE}


@pytest.mark.parametrize("name", LISTS)
def test_coordinator_of_one_chooses_nothing(client_for, cora, two_territories, name):
    for query in ({}, {"territoire": "95"}, {"territoire": "nope"}):
        response = client_for(cora).get(reverse(name), query)
        assert named(response) == {HERE}


@pytest.mark.parametrize("name", LISTS)
def test_coordinator_of_two_chooses_as_well(client_for, zoe, two_territories, name):
    make.CoordinatorFactory(user=zoe, territory=two_territories[0], is_stand_in=True)
    client = client_for(zoe)

    assert named(client.get(reverse(name))) == set()
    assert named(client.get(reverse(name), {"territoire": "95"})) == {THERE}


def test_choice_keeps_what_was_asked(client_for, nat, two_territories):
    response = client_for(nat).get(
        reverse("mentor_desk:list"), {"etat": "submitted", "page": "3"}
    )

    assert '"?territoire=95&amp;etat=submitted"' in response.content.decode()
