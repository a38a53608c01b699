"""A mentor's yes reaches the school, which answers by a link; silence has an end."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community.impact.weekly import week_of
from community.matching.answers import say_yes
from community.matching.daily import end_unheard, remind_schools
from community.matching.links import path_for, school_path
from community.models import Match, PlanRun, SetAsidePair
from mentors.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db
MAILBOX = "ce.0020001a@exemple.test"


@pytest.fixture
def mailbox(school):
    school.email, school.phone = MAILBOX, "0323000000"
    school.save()
    return MAILBOX


@pytest.fixture
def accepted(proposal, mailbox):
    say_yes(proposal)
    return proposal


def ago(match, **delta):
    then = timezone.now() - dt.timedelta(**delta)
    Match.objects.filter(pk=match.pk).update(answered_at=then)


def state(match):
    match.refresh_from_db()
    return match.status


def written(kind):
    return list(Mail.objects.filter(kind=kind).values_list("address", flat=True))


def text(response):
    return response.content.decode()


def test_a_yes_is_mailed_to_a_school_without_account(client, proposal, mailbox, cora):
    page = client.post(path_for(proposal, "yes"), follow=True)

    assert written("match-accepted") == [mailbox]
    assert "Un message est parti à l’adresse de l’école." in text(page)
    assert written("match-accepted-desk") == [cora.email]
    letter = Mail.objects.get(kind="match-accepted")
    assert school_path(proposal) in letter.text
    assert letter.is_secret


def test_where_nobody_can_be_written_to_the_coordination_telephones(
    client_for, ada, proposal, school, cora
):
    school.email, school.phone = "", "0323000000"
    school.save()
    url = reverse("matches:answer", args=[proposal.pk])
    page = client_for(ada).post(url, {"answer": "yes"}, follow=True)

    assert "la coordination est priée de l’appeler" in text(page)
    (call,) = Mail.objects.all()  # one mail says both
    assert call.address == cora.email
    assert "0323000000" in call.text
    assert proposal.mentor.display_name in call.text


def test_the_school_welcomes_by_the_link(client, accepted, ada):
    ada.mentor.phone = "+33612345678"
    ada.mentor.save()
    path = school_path(accepted)
    asked = client.get(path)

    assert state(accepted) == "accepted"  # a visit changes nothing
    assert "612345678" not in text(asked)
    assert asked["Referrer-Policy"] == "no-referrer"
    assert "no-store" in asked["Cache-Control"]
    assert not asked.cookies

    page = client.post(path, {"answer": "yes"}, follow=True)

    assert state(accepted) == "active"
    assert "612345678" in text(page)
    assert "Choisissez une date" in text(page)
    assert written("match-school-answer") == [ada.email]


def test_the_school_turns_down_by_the_link(client, accepted, ada):
    data = {"answer": "no", "reason": " Travaux\x00 "}
    page = client.post(school_path(accepted), data, follow=True)

    assert state(accepted) == "cancelled"
    assert "ne viendra pas cette fois" in text(page)
    assert SetAsidePair.objects.get().reason == "Travaux"
    assert written("match-school-answer") == [ada.email]


def test_a_school_is_reminded_once_after_three_days(accepted, mailbox):
    day = timezone.localdate()
    ago(accepted, days=2, hours=23)
    assert remind_schools(day) == 0
    ago(accepted, days=3, minutes=1)
    assert [remind_schools(day), remind_schools(day)] == [1, 0]
    assert written("match-school-reminded") == [mailbox]


def test_after_ten_days_the_mentor_is_free_and_told(
    client, accepted, ada, second, school, django_capture_on_commit_callbacks
):
    make.PartnershipFactory(schools=[school])
    ago(accepted, days=9, hours=23)
    assert end_unheard(timezone.localdate()) == 0
    ago(accepted, days=10, minutes=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert end_unheard(timezone.localdate()) == 1

    assert state(accepted) == "silent"
    assert not ada.mentor.matches.taken().exists()
    assert written("match-school-answer") == [ada.email]
    assert "n’a pas répondu" in Mail.objects.get(kind="match-school-answer").subject
    assert SetAsidePair.objects.get().until > timezone.localdate()
    (pair,) = PlanRun.objects.get().result["pairs"]
    assert pair["mentor"] == second.pk
    assert "Ce délai est passé" in text(client.get(school_path(accepted)))
    assert "n’a pas répondu" in text(client.get(path_for(accepted, "yes")))


def test_what_waits_is_seen_at_the_desk_and_on_monday(client_for, cora, accepted):
    assert client_for(cora).get(reverse("desk:home")).context["accepted"] == 1
    assert week_of(accepted.school.territory, timezone.localdate())["accepted"] == 1


@pytest.mark.parametrize("phone", ["+33612345678", ""])
def test_who_answers_reads_what_concerns_them(
    client_for, accepted, cora, ada, phone, mailbox
):
    ada.mentor.phone = phone
    ada.mentor.save()
    url = reverse("matches:school", args=[accepted.pk])
    page = client_for(cora).post(url, {"answer": "yes"}, follow=True)

    assert "Vous voyez maintenant" not in text(page)
    assert "Le parent ressource a reçu un message." in text(page)
    assert "Un message est parti à l’adresse de l’école." in text(page)
    assert written("match-welcomed") == [mailbox]


# Refusals


def test_a_forged_link_is_unknown_and_links_do_one_thing(client, accepted):
    path = school_path(accepted)
    other = make.MatchFactory()
    forged = path.replace(f"/{accepted.pk}.", f"/{other.pk}.")
    assert client.get(forged).status_code == 404
    of_mentor = path_for(accepted, "yes").replace("/oui/", "/ecole/")
    assert client.get(of_mentor).status_code == 404
    assert client.get(path.replace("/ecole/", "/oui/")).status_code == 404
    for token in ("é", "%ED%B3%BF", "%00", "1" * 5000):
        assert client.get(f"/proposition/{token}/ecole/").status_code == 404


@pytest.mark.parametrize(
    "status", ["proposed", "active", "cancelled", "silent", "ended"]
)
def test_the_link_answers_once(client, accepted, status):
    Match.objects.filter(pk=accepted.pk).update(status=status)
    for answer in ("yes", "no"):
        data = {"answer": answer}
        assert client.post(school_path(accepted), data).status_code == 302
        assert client.get(school_path(accepted)).status_code == 200
    assert state(accepted) == status


def test_a_mentor_who_left_cannot_be_welcomed(client, accepted, ada):
    type(ada.mentor).objects.update(status="paused")
    page = client.post(school_path(accepted), {"answer": "yes"})
    assert page.status_code == 409
    assert "n’est plus disponible" in text(page)


def test_an_answer_is_yes_or_no(client, accepted):
    assert client.post(school_path(accepted), {"answer": "x"}).status_code == 404
    long = client.post(school_path(accepted), {"answer": "no", "reason": "x" * 301})
    assert "x" * 301 in text(long)
    assert state(accepted) == "accepted"
