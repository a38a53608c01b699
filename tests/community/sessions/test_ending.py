"""The desk pauses, suspends or ends a volunteer, or ends one match, and says why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mentors.mailing.models import Mail
from tests import factories as make

pytestmark = pytest.mark.django_db

WHY = "Les horaires ne vont plus."


@pytest.fixture
def end_url(match):
    return reverse("match_desk:end", args=[match.pk])


@pytest.fixture
def act_url(ada):
    return lambda act: reverse("mentor_desk:act", args=[ada.mentor.pk, act])


def written_to(*users) -> bool:
    """Tell whether each of them was sent the words, and nobody else was."""
    told = set(
        Mail.objects.filter(text__contains=WHY).values_list("address", flat=True)
    )
    return told == {user.email for user in users}


def test_ended_match_tells_both_and_cancels(
    client_for, cora, ada, dora, match, session, end_url
):
    response = client_for(cora).post(end_url, {"reason": WHY}, follow=True)

    match.refresh_from_db()
    session.refresh_from_db()
    assert (match.status, match.decline_reason) == ("ended", WHY)
    assert session.status == "cancelled"
    assert written_to(ada, dora)
    assert "L’école a reçu un message." in response.content.decode()


def test_ended_match_leaves_the_volunteer_and_others(
    client_for, cora, ada, match, end_url
):
    other = make.MatchFactory(mentor=ada.mentor, status="active")

    client_for(cora).post(end_url, {"reason": WHY})

    other.refresh_from_db()
    ada.mentor.refresh_from_db()
    assert (other.status, ada.mentor.status) == ("active", "approved")


def test_request_goes_back_when_its_match_ends(
    client_for, cora, school, session, end_url
):
    session.request = make.RequestFactory(school=school, status="planned")
    session.save(update_fields=["request"])

    client_for(cora).post(end_url, {"reason": WHY})

    session.request.refresh_from_db()
    assert session.request.status == "matching"


def test_match_ends_once(client_for, cora, dora, match, end_url):
    client = client_for(cora)
    client.post(end_url, {"reason": WHY})
    sent = Mail.objects.count()

    assert client.post(end_url, {"reason": WHY}).status_code == 200
    assert Mail.objects.count() == sent


def test_suspension_stops_all_until_the_desk_lifts_it(
    client_for, cora, ada, dora, match, session, act_url
):
    client = client_for(cora)
    client.post(act_url("suspension"), {"reason": WHY})

    for row in (ada.mentor, match, session):
        row.refresh_from_db()
    assert (ada.mentor.status, ada.mentor.is_suspended) == ("paused", True)
    assert (match.status, session.status) == ("ended", "cancelled")
    assert written_to(ada)  # the school learns that it ends, not why
    with pytest.raises(ValidationError):
        ada.mentor.come_back(ada)

    client.post(act_url("reprise"))
    ada.mentor.refresh_from_db()
    assert (ada.mentor.status, ada.mentor.is_suspended) == ("approved", False)


def test_nobody_lifts_an_own_suspension(ada, cora):
    ada.mentor.suspend(cora, WHY)

    with pytest.raises(ValidationError):
        ada.mentor.lift_suspension(ada)


def test_pause_keeps_schools(client_for, cora, ada, match, session, act_url):
    client_for(cora).post(act_url("pause"), {"reason": WHY})

    for row in (ada.mentor, match, session):
        row.refresh_from_db()
    assert (ada.mentor.status, match.status) == ("paused", "active")
    assert session.status == "planned"
    assert written_to(ada)


def test_departure_ends_all(client_for, cora, ada, dora, match, act_url):
    client_for(cora).post(act_url("depart"), {"reason": WHY})

    ada.mentor.refresh_from_db()
    match.refresh_from_db()
    assert (ada.mentor.status, match.status) == ("left", "ended")
    assert written_to(ada)


@pytest.mark.parametrize("act", ["pause", "suspension", "depart"])
def test_reason_is_asked(client_for, cora, ada, act_url, act):
    assert client_for(cora).post(act_url(act), {"reason": " "}).status_code == 200

    ada.mentor.refresh_from_db()
    assert ada.mentor.status == "approved"
    assert not Mail.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("zoe", 404), ("ada", 403), ("dora", 403)])
def test_others_decide_nothing(
    request, client_for, ada, match, end_url, act_url, who, status
):
    client = client_for(request.getfixturevalue(who))

    for url in (end_url, act_url("suspension")):
        assert client.post(url, {"reason": WHY}).status_code == status
    ada.mentor.refresh_from_db()
    match.refresh_from_db()
    assert (ada.mentor.status, match.status) == ("approved", "active")


def test_unknown_act_is_nowhere(client_for, cora, act_url):
    assert client_for(cora).get(act_url("autre")).status_code == 404


def test_reading_changes_nothing(client_for, cora, ada, match, end_url, act_url):
    client = client_for(cora)
    for url in (end_url, act_url("pause"), act_url("suspension"), act_url("depart")):
        assert client.get(url).status_code == 200

    ada.mentor.refresh_from_db()
    match.refresh_from_db()
    assert (ada.mentor.status, match.status) == ("approved", "active")
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"suspended_at": timezone.now()},
        {"status": "paused", "suspended_at": timezone.now(), "status_reason": ""},
        {"training": "none", "training_waiver": "x", "trained_on": "2026-01-05"},
    ],
)
def test_database_refuses(ada, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(ada.mentor).objects.filter(pk=ada.mentor.pk).update(**wrong)


def test_training_date_is_corrected(client_for, cora, ada):
    url = reverse("mentor_desk:detail", args=[ada.mentor.pk])
    said = {"action": "training", "training": "done"}
    client_for(cora).post(url, said | {"trained_on": "2026-01-05"})

    ada.mentor.refresh_from_db()
    assert ada.mentor.trained_on.isoformat() == "2026-01-05"

    client_for(cora).post(url, said | {"trained_on": "2999-01-05"})
    ada.mentor.refresh_from_db()
    assert ada.mentor.trained_on.year == 2026
