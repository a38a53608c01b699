"""Applying in small saved steps, then being approved or refused."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from mentors.models import Mentor
from mentors.profiles import charter
from mentors.profiles.charter import current_version
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
            "training": "registered",
        },
        "enfants": {},
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


def test_small_steps_make_an_application(
    fill, answers, eve, laon, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        targets = [fill(step).url for step in answers]

    following = [reverse("mentor:apply_step", args=[s]) for s in list(answers)[1:]]
    assert targets == [*following, reverse("mentor:apply")]
    mentor = Mentor.objects.get(user=eve)
    assert (mentor.status, mentor.commune) == ("submitted", laon)
    assert mentor.training == "registered"
    assert (mentor.phone, mentor.slots) == ("+33612345678", ["thu-evening"])
    assert mentor.charter_version == current_version()
    assert mentor.submitted_at
    assert [message.to for message in mail.outbox] == [[eve.email]]


def test_application_is_resumed_where_it_stopped(fill, client_for, eve):
    fill("vous")

    context = client_for(eve).get(reverse("mentor:apply")).context

    assert context["next_step"] == "lieu"
    assert [step["done"] for step in context["steps"]] == [True, *[False] * 5]


def test_schools_within_reach_are_shown_and_nothing_is_kept(fill, eve, laon, aisne):
    near = make.SchoolFactory(name="École Proche")
    make.SchoolFactory(name="École Loin", latitude=49.9, longitude=3.6)
    make.SchoolFactory(name="École Fermée", status="closed")

    response = fill("lieu", look="1", radius_km="20")

    reach = response.context["form"].reach
    assert (reach.total, [one.name for one in reach.nearest]) == (1, [str(near)])
    assert near.name in response.content.decode()
    assert not Mentor.objects.exists()


def test_a_picked_commune_is_one_commune(fill, eve, laon):
    make.CommuneFactory(
        insee_code="02409", name="Laon", folded_name="laon", postal_codes="02001"
    )

    fill("lieu", place="Laon (02000)")

    assert Mentor.objects.get(user=eve).commune == laon


def test_children_schools_are_named_one_at_a_time(fill, client_for, eve, aisne):
    one, other = make.SchoolFactory(name="Jean-Macé"), make.SchoolFactory(name="Hugo")

    fill("enfants", school=f"Jean-Macé, Laon ({one.uai})", avoid_own_schools="on")
    fill("enfants", school="hugo laon", kept=[one.pk])
    mentor = Mentor.objects.get(user=eve)
    assert {row.school for row in mentor.child_schools.all()} == {one, other}

    fill("enfants", kept=[other.pk])
    mentor.refresh_from_db()
    assert [row.school for row in mentor.child_schools.all()] == [other]
    assert not mentor.avoid_own_schools


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("0690 12 34 56", "+590690123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_phone_is_kept_whole(fill, eve, typed, kept):
    fill("vous", phone=typed, contact_preference="email")

    assert Mentor.objects.get(user=eve).phone == kept


def test_new_charter_is_signed_again(client_for, ben, cora, monkeypatch):
    ben.mentor.training = "done"
    monkeypatch.setitem(charter.CHARTERS, "2027-09", ["Je reste curieux."])
    with pytest.raises(ValidationError, match="charte a changé"):
        ben.mentor.approve(cora)
    client, url = client_for(ben), reverse("mentor:apply_step", args=["charte"])
    home = client.get(reverse("mentor:apply")).content.decode()
    assert "Notre charte a changé" in home
    assert "Je reste curieux." in client.get(url).content.decode()

    client.post(url, {"accepts": "on"})

    ben.mentor.refresh_from_db()
    assert ben.mentor.charter_version == "2027-09"
    assert ben.mentor.charter_accepted_at
    ben.mentor.approve(cora)
    assert ben.mentor.status == "approved"


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
        ("vous", {"phone": ""}, "phone"),
        ("vous", {"first_name": "a\0b"}, "first_name"),
        ("lieu", {"place": "\0" * 80}, "place"),
        ("enfants", {"school": "École de Nulle-Part"}, "school"),
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
    Mentor.objects.update(status=status)

    with pytest.raises(ValidationError, match="s’approuve"):
        ben.mentor.approve(cora)
    with pytest.raises(ValidationError, match="se refuse"):
        ben.mentor.refuse(cora, "Non.")


def test_database_refuses_an_untrained_mentor(aisne):
    with pytest.raises(IntegrityError):
        make.MentorFactory(training="none")
