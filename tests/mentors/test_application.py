"""Applying in five saved steps, then being approved or refused."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from mentors.models import Mentor
from mentors.profiles.models import CHARTER_VERSION
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def laon(aisne):
    return make.CommuneFactory()


@pytest.fixture
def answers(laon):
    """Valid answers, step by step."""
    return {
        "vous": {"first_name": "Eve", "last_name": "Leroy", "phone": "06 12 34 56 78"}
        | {"contact_preference": "phone"},
        "lieu": {"place": "Laon", "radius_km": "15"},
        "disponibilites": {"slots": ["thu-evening"], "max_schools": "2"},
        "envies": {
            "themes": [make.ThemeFactory().pk],
            "languages": [make.TermFactory().pk],
            "experience": "new",
        },
        "charte": {"accepts": "on"},
    }


@pytest.fixture
def fill(client_for, eve, answers):
    """Post one step as Eve, its valid answers changed as asked."""
    client = client_for(eve)

    def post(step, **changes):
        url = reverse("mentor:apply_step", args=[step])
        return client.post(url, answers[step] | changes)

    return post


def test_five_steps_make_an_application(
    fill, answers, eve, laon, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        targets = [fill(step).url for step in answers]

    following = [reverse("mentor:apply_step", args=[s]) for s in list(answers)[1:]]
    assert targets == [*following, reverse("mentor:apply")]
    mentor = Mentor.objects.get(user=eve)
    assert (mentor.status, mentor.commune) == ("submitted", laon)
    assert (mentor.phone, mentor.slots) == ("0612345678", ["thu-evening"])
    assert mentor.charter_version == CHARTER_VERSION
    assert mentor.submitted_at
    assert [message.to for message in mail.outbox] == [[eve.email]]


def test_application_is_resumed_where_it_stopped(fill, client_for, eve):
    fill("vous")

    context = client_for(eve).get(reverse("mentor:apply")).context

    assert context["next_step"] == "lieu"
    assert [step["done"] for step in context["steps"]] == [True, *[False] * 4]


def test_looking_writes_nothing(client_for, eve):
    client_for(eve).get(reverse("mentor:apply"))

    assert not Mentor.objects.exists()


def test_one_of_several_communes_is_chosen(fill, eve, laon):
    other = make.CommuneFactory(
        insee_code="02409", name="Laon", folded_name="laon", postal_codes="02001"
    )

    asked = fill("lieu")
    assert asked.context["form"].has_choice
    assert "commune" in asked.context["form"].errors

    fill("lieu", commune=other.pk)
    assert Mentor.objects.get(user=eve).commune == other


def test_refused_applicant_applies_again(ben, cora):
    ben.mentor.refuse(cora, "Revenez après la formation.")

    ben.mentor.submit()

    ben.mentor.refresh_from_db()
    assert (ben.mentor.status, ben.mentor.status_reason) == ("submitted", "")


def test_approved_mentor_changes_a_step(client_for, ada):
    url = reverse("mentor:apply_step", args=["disponibilites"])

    response = client_for(ada).post(url, {"slots": ["mon-noon"], "max_schools": "1"})

    assert response.url == reverse("mentor:profile")
    ada.mentor.refresh_from_db()
    assert (ada.mentor.slots, ada.mentor.status) == (["mon-noon"], "approved")


def test_profile_is_shown(client_for, ada):
    response = client_for(ada).get(reverse("mentor:profile"))

    assert response.context["mentor"] == ada.mentor
    assert "no-store" in response["Cache-Control"]


# Refusals


@pytest.mark.parametrize(
    ("step", "changes", "field"),
    [
        ("vous", {"first_name": ""}, "first_name"),
        ("vous", {"phone": "12"}, "phone"),
        ("vous", {"phone": "appelez-moi"}, "phone"),
        ("lieu", {"place": "Nulle-Part"}, "place"),
        ("lieu", {"place": ""}, "place"),
        ("lieu", {"radius_km": "-1"}, "radius_km"),
        ("disponibilites", {"slots": []}, "slots"),
        ("disponibilites", {"slots": ["sun-night"]}, "slots"),
        ("envies", {"themes": []}, "themes"),
        ("envies", {"languages": ["999"]}, "languages"),
        ("charte", {"accepts": ""}, "accepts"),
    ],
)
def test_step_refuses(fill, step, changes, field):
    assert field in fill(step, **changes).context["form"].errors


@pytest.mark.parametrize(
    ("step", "changes", "message"),
    [
        ("lieu", {"radius_km": "51"}, "Le rayon va de 1 à 50 km."),
        ("disponibilites", {"max_schools": "6"}, "De 1 à 5 écoles à la fois."),
    ],
)
def test_step_speaks_for_the_database(fill, step, changes, message):
    assert message in str(fill(step, **changes).context["form"].errors)


def test_charter_alone_sends_nothing(fill, eve):
    response = fill("charte")

    assert response.url == reverse("mentor:apply_step", args=["lieu"])
    assert Mentor.objects.get(user=eve).status == "draft"


def test_sent_application_is_closed(client_for, ben):
    url = reverse("mentor:apply_step", args=["vous"])

    assert client_for(ben).get(url).status_code == 403
    with pytest.raises(ValidationError, match="déjà envoyée"):
        ben.mentor.submit()


def test_unknown_step_is_404(client_for, eve):
    url = reverse("mentor:apply_step", args=["adresse"])

    assert client_for(eve).get(url).status_code == 404
    assert not Mentor.objects.exists()


def test_stranger_has_no_profile_page(client_for, client, ben, eve):
    url = reverse("mentor:profile")

    assert client_for(eve).get(url).status_code == 403
    assert client_for(ben).get(url).status_code == 403
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("missing", ["training", "charter_version", "commune"])
def test_unready_applicant_is_not_approved(ben, cora, missing):
    setattr(ben.mentor, missing, {"training": "none", "commune": None}.get(missing, ""))

    with pytest.raises(ValidationError, match="Avant d’approuver"):
        ben.mentor.approve(cora)

    assert Mentor.objects.get(pk=ben.mentor.pk).status == "submitted"


@pytest.mark.parametrize("status", ["draft", "approved", "refused", "left"])
def test_only_a_sent_application_is_decided(ben, cora, status):
    ben.mentor.status = status

    with pytest.raises(ValidationError, match="s’approuve"):
        ben.mentor.approve(cora)
    with pytest.raises(ValidationError, match="se refuse"):
        ben.mentor.refuse(cora, "Non.")


def test_database_refuses_an_untrained_mentor(aisne):
    with pytest.raises(IntegrityError):
        make.MentorFactory(training="none")
