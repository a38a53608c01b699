"""A school found by what one types: a UAI, or words of its name and town."""

import pytest
from django.urls import reverse

from community.models import SessionRequest
from community.schools.finding import find_schools, label, named
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mace(aisne):
    return make.SchoolFactory(name="École Jean-Macé", city="Laon")


@pytest.mark.parametrize("typed", ["macé laon", "Jean Macé", "LAON école jean-mace"])
def test_every_word_is_found(mace, typed):
    make.SchoolFactory(name="École Jean-Zay", city="Laon")

    assert list(find_schools(typed)) == [mace]


def test_label_is_read_back(mace):
    make.SchoolFactory(name="École Jean-Macé", city="Laon")

    assert list(find_schools(label(mace))) == [mace]
    assert list(find_schools(mace.uai.lower())) == [mace]


def test_condition_leads_from_other_rows(mace):
    request = make.RequestFactory(school=mace)

    for typed in ("ecole mace", mace.uai):
        assert SessionRequest.objects.get(named(typed, "school__")) == request
    assert not SessionRequest.objects.filter(named("?!", "school__"))


def test_suggestions_say_what_kind(client, mace, django_assert_num_queries):
    with django_assert_num_queries(3):  # 2 communes of that name, schools
        response = client.get(reverse("school:suggestions"), {"q": "mac"})

    assert response.json() == {
        "options": [{"value": label(mace), "hint": "école primaire"}]
    }


# Refusals


@pytest.mark.parametrize("typed", ["", "—", "macé soissons", "9999999Z"])
def test_nothing_is_found(mace, typed):
    assert not find_schools(typed)


@pytest.mark.parametrize("changed", [{"status": "closed"}, {"opted_out": True}])
def test_schools_that_take_no_part_are_not_named(mace, changed):
    type(mace).objects.update(**changed)

    assert not find_schools("macé")
    assert not find_schools(mace.uai)
