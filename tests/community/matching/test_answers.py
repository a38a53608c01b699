"""Answers: by the link of the mail, by the school, and what follows a no."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community.matching.daily import expire_unanswered, forget_plans, remind_unanswered
from community.matching.links import path_for
from community.matching.mails import announce
from community.matching.planning import compute_plan
from community.matching.sending import send_plan
from community.models import Match, PlanRun, SetAsidePair
from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def state(match):
    match.refresh_from_db()
    return match.status


def test_mail_gives_reasons_and_two_links(proposal, ada, after_commit):
    with after_commit():
        announce([proposal])

    (message,) = mail.outbox
    assert message.to == [ada.email]
    for said in ("à 3,2 km · jeudi soir", path_for(proposal, "yes")):
        assert said in message.body
    assert path_for(proposal, "no") in message.body
    assert not Mail.objects.get().text  # a link is a secret, and is not kept


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_opening_a_link_changes_nothing(client, proposal, answer):
    response = client.get(path_for(proposal, answer))

    assert state(proposal) == "proposed"
    assert "jeudi soir en commun" in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_yes_asks_the_school_which_then_sees_the_phone(
    client, client_for, proposal, dora, after_commit
):
    proposal.mentor.phone = "+33612345678"
    proposal.mentor.save()
    with after_commit():
        client.post(path_for(proposal, "yes"))
    own, page = client_for(dora), reverse("requests:school")

    assert state(proposal) == "accepted"
    assert [message.to for message in mail.outbox] == [[dora.email]]
    assert "612345678" not in own.get(page).content.decode()

    with after_commit():
        own.post(reverse("matches:school", args=[proposal.pk]), {"answer": "yes"})

    assert state(proposal) == "active"
    assert mail.outbox[1].to == [proposal.mentor.user.email]
    assert "612345678" in own.get(page).content.decode()


def test_school_that_asked_has_said_yes(client, proposal):
    proposal.request = make.RequestFactory(school=proposal.school)
    proposal.save()

    client.post(path_for(proposal, "yes"))

    assert state(proposal) == "active"


def test_no_by_the_link_keeps_why(client, proposal, ada):
    data = {"kind": "far", "reason": " Trop\x00 loin ", "wants_another": "on"}

    page = client.post(path_for(proposal, "no"), data, follow=True)

    assert state(proposal) == "declined"
    assert (proposal.decline_kind, proposal.decline_reason) == ("far", "Trop loin")
    assert proposal.wants_another
    assert "une autre école pour vous" in page.content.decode()
    assert SetAsidePair.objects.get().mentor == ada.mentor


def test_school_says_no_and_the_mentor_is_told(
    client_for, proposal, dora, after_commit
):
    proposal.accept()
    url = reverse("matches:school", args=[proposal.pk])
    with after_commit():
        client_for(dora).post(url, {"answer": "no", "reason": "Travaux"})

    assert state(proposal) == "cancelled"
    assert "ne peut pas vous recevoir" in mail.outbox[0].subject
    assert SetAsidePair.objects.get().reason == "Travaux"


def test_a_no_offers_the_next_best_and_disturbs_nobody(
    client, ada, second, agreed, aisne, cora, after_commit
):
    plan = compute_plan(aisne, cora)
    plan.review(cora)
    (match,) = send_plan(plan, cora)
    mail.outbox.clear()
    # Another school waits too: a refusal is no occasion to plan it.
    other = make.SchoolFactory()
    make.PartnershipFactory(schools=[other])
    with after_commit():
        client.post(path_for(match, "no"))

    repaired = PlanRun.objects.unsent().get()
    assert [p["school"] for p in repaired.result["pairs"]] == [agreed.pk]
    assert repaired.result["pairs"][0]["mentor"] != match.mentor_id
    assert repaired.result["after"] == match.pk
    assert mail.outbox[-1].to == [cora.email]
    plan.refresh_from_db()
    assert plan.status == "closed"


def test_who_asks_for_another_gets_one(client, ada, agreed, proposal, after_commit):
    other = make.SchoolFactory()
    make.PartnershipFactory(schools=[other])
    with after_commit():
        client.post(path_for(proposal, "no"), {"wants_another": "on"})

    (pair,) = PlanRun.objects.get().result["pairs"]
    assert (pair["mentor"], pair["school"]) == (ada.mentor.pk, other.pk)


def test_draft_that_waits_is_not_replaced(
    client, ada, second, agreed, proposal, aisne, cora, after_commit
):
    draft = compute_plan(aisne, cora)
    with after_commit():
        client.post(path_for(proposal, "no"))

    assert PlanRun.objects.unsent().get() == draft


def test_one_reminder_three_days_before_the_end(proposal, ada, after_commit):
    make.MatchFactory(
        mentor=ada.mentor,
        proposed_at=timezone.now() - dt.timedelta(days=5),
    )
    today = timezone.localdate()
    with after_commit():
        assert remind_unanswered(today) == 1
        assert remind_unanswered(today) == 0

    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert "réponse est attendue" in mail.outbox[0].subject


def test_silence_ends_after_seven_days(ada, second, agreed, aisne, after_commit):
    old = timezone.now() - dt.timedelta(days=7, minutes=1)
    match = make.MatchFactory(mentor=ada.mentor, school=agreed, proposed_at=old)
    with after_commit():
        assert expire_unanswered(timezone.localdate()) == 1

    assert state(match) == "expired"
    (pair,) = PlanRun.objects.get().result["pairs"]
    assert pair["mentor"] == second.pk
    assert expire_unanswered(timezone.localdate()) == 0


def test_replaced_plans_and_old_facts_are_forgotten(aisne, cora, ada, agreed):
    compute_plan(aisne, cora)
    plan = compute_plan(aisne, cora)

    assert forget_plans(timezone.localdate() + dt.timedelta(days=31)) == 1
    assert forget_plans(timezone.localdate() + dt.timedelta(days=366)) == 1
    plan.refresh_from_db()
    assert plan.snapshot == {}


# Refusals


def test_forged_link_is_unknown(client, proposal):
    path = path_for(proposal, "yes")
    other = make.MatchFactory()

    assert (
        client.get(path.replace(f"/{proposal.pk}.", f"/{other.pk}.")).status_code == 404
    )
    for token in ("é", "%ED%B3%BF", "%00", "1" * 5000):
        assert client.get(f"/proposition/{token}/oui/").status_code == 404


@pytest.mark.parametrize("status", ["accepted", "declined", "expired", "cancelled"])
def test_link_answers_once(client, proposal, status):
    Match.objects.filter(pk=proposal.pk).update(status=status)

    for answer in ("yes", "no"):
        assert client.post(path_for(proposal, answer)).status_code == 302
        assert client.get(path_for(proposal, answer)).status_code == 200
    assert state(proposal) == status


def test_too_late_is_a_409_that_says_why(client, proposal, ada):
    ada.mentor.max_schools = 1
    ada.mentor.save()
    make.MatchFactory(mentor=ada.mentor, status="active")

    response = client.post(path_for(proposal, "yes"))

    assert response.status_code == 409
    assert "déjà autant d’écoles" in response.content.decode()


def test_mentor_who_paused_accepts_nothing(client, proposal, ada):
    type(ada.mentor).objects.update(status="paused")

    assert client.post(path_for(proposal, "yes")).status_code == 409


def test_long_reason_is_given_back(client, proposal):
    typed = "x" * 301
    response = client.post(path_for(proposal, "no"), {"reason": typed})

    assert response.status_code == 200
    assert typed in response.content.decode()
    assert state(proposal) == "proposed"


def test_school_answers_once_and_only_its_own(client_for, proposal, dora, zoe, eve):
    url = reverse("matches:school", args=[proposal.pk])
    own = client_for(dora)

    said = own.post(url, {"answer": "yes"}, follow=True).content.decode()
    assert "déjà répondu" in said  # the mentor has not: there is nothing to answer
    assert own.post(url, {"answer": "maybe"}).status_code == 404
    for stranger in (zoe, eve):
        assert client_for(stranger).post(url, {"answer": "yes"}).status_code == 404
    assert state(proposal) == "proposed"
