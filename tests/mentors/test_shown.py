"""What a school sees of a mentor: little before the match, a telephone after it."""

import pytest
from django.urls import reverse

from mentors.profiles.shown import for_school
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(ada):
    type(ada.mentor).objects.update(phone="+33612345678")
    ada.mentor.refresh_from_db()
    return ada.mentor


def test_before_a_match_a_school_sees_who_and_where(nadia):
    seen = for_school(nadia, both_accepted=False)

    assert (seen.name, seen.commune) == ("Ada B.", "Laon")
    assert (seen.themes, seen.languages) == (["Temps d’écran"], ["Français"])
    assert (seen.phone, seen.phone_shown) == ("", "")


def test_after_both_said_yes_the_phone_too(nadia, dora, school, client_for):
    make.MatchFactory(mentor=nadia, school=school, status="active")

    page = client_for(dora).get(reverse("requests:school")).content.decode()

    assert 'href="tel:+33612345678"' in page
    assert "06\N{NO-BREAK SPACE}12" in page


# Refusals


@pytest.mark.parametrize("status", ["proposed", "declined", "ended", "cancelled"])
def test_without_a_match_no_phone(nadia, dora, school, client_for, status):
    make.MatchFactory(mentor=nadia, school=school, status=status)

    page = client_for(dora).get(reverse("requests:school")).content.decode()

    assert "+33612345678" not in page


def test_the_full_name_is_never_shown(nadia):
    assert "Benali" not in repr(for_school(nadia, both_accepted=True))
