"""The harness of simultaneous tests sees a race where there is one, and only there."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import School
from tests import factories as make
from tests.simultaneous import PEOPLE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database")]


@pytest.fixture
def seat():
    """Something that one person only may take."""
    return make.SchoolFactory(opted_out=False)


def take(school: School) -> str:
    if school.opted_out:
        raise ValidationError("Déjà pris.")
    school.opted_out = True
    school.save(update_fields=["opted_out"])
    return "taken"


def test_locked_thing_is_taken_once(seat):
    def locked(pk: int) -> str:
        with transaction.atomic():
            return take(School.objects.select_for_update().get(pk=pk))

    outcomes = at_once(locked, [seat.pk] * PEOPLE)

    assert outcomes.count("taken") == 1
    refused = [o for o in outcomes if isinstance(o, ValidationError)]
    assert len(refused) == PEOPLE - 1


def test_planted_race_is_seen(seat):
    """Everybody looks before anybody writes: the harness tells that all succeeded."""
    all_have_looked = threading.Barrier(PEOPLE)

    def unlocked(pk: int) -> str:
        school = School.objects.get(pk=pk)
        all_have_looked.wait(10)
        return take(school)

    assert at_once(unlocked, [seat.pk] * PEOPLE).count("taken") == PEOPLE


def test_everybody_sees_what_the_test_made(seat):
    assert at_once(lambda _n: School.objects.count(), range(5)) == [1] * 5


def test_an_error_is_an_outcome():
    def fail(_number: int) -> None:
        raise OSError

    assert [type(o) for o in at_once(fail, range(3))] == [OSError] * 3
