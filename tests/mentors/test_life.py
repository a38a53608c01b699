"""A mentor pauses, comes back, says what next year brings, leaves."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from mentors.mailing.models import Mail
from mentors.models import Mentor, YearAnswer
from mentors.profiles.mails import ask_about_next_year, speak_of_ended_pauses
from tests import factories as make

pytestmark = pytest.mark.django_db

PAUSE, YEAR = "mentor:pause", "mentor:year"


@pytest.fixture
def engaged(ada, dora, school):
    """Ada, matched with Dora's school, proposed to another, with a session to come."""
    make.MatchFactory(mentor=ada.mentor, school=school, status="active")
    make.MatchFactory(mentor=ada.mentor)
    make.SessionFactory(
        mentor=ada.mentor,
        school=school,
        starts_at=timezone.now() + dt.timedelta(days=3),
    )
    return ada.mentor


def statuses(mentor: Mentor) -> set[str]:
    return {match.status for match in mentor.matches.all()}


def say(client_for, user, plan, **more):
    return client_for(user).post(reverse(YEAR), {"plan": plan} | more)


def test_pause_withdraws_proposals_and_keeps_schools(client_for, ada, engaged):
    back = timezone.localdate() + dt.timedelta(days=60)

    response = client_for(ada).post(reverse(PAUSE), {"until": back.isoformat()})

    assert response.url == reverse("mentor:profile")
    engaged.refresh_from_db()
    assert (engaged.status, engaged.paused_until) == ("paused", back)
    assert statuses(engaged) == {"active", "cancelled"}
    assert Mail.objects.get(recipient=ada).subject == "Bonne pause"


def test_mentor_comes_back(client_for, ada):
    ada.mentor.pause(ada)

    client_for(ada).post(reverse(PAUSE))

    ada.mentor.refresh_from_db()
    assert (ada.mentor.status, ada.mentor.paused_until) == ("approved", None)


def test_leaving_ends_matches_and_tells_the_school(client_for, ada, dora, engaged):
    response = say(client_for, ada, "leave")

    assert response.url == reverse("mentor:apply")
    engaged.refresh_from_db()
    assert engaged.status == "left"
    assert engaged.left_at
    assert statuses(engaged) == {"ended", "cancelled"}
    assert engaged.sessions.get().status == "cancelled"
    assert {letter.kind for letter in Mail.objects.filter(recipient=dora)} == {
        "mentor-left"
    }
    assert "porte reste ouverte" in Mail.objects.get(recipient=ada).text


def test_who_left_may_apply_again(ada):
    ada.mentor.leave(ada)

    ada.mentor.submit()

    ada.mentor.refresh_from_db()
    assert (ada.mentor.status, ada.mentor.left_at) == ("submitted", None)


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ("continue", "approved"),
        ("other-school", "approved"),
        ("pause", "paused"),
        ("hand-over", "approved"),
    ],
)
def test_each_answer_does_what_it_says(client_for, ada, plan, status):
    response = say(client_for, ada, plan, note="À Sofiane")

    assert response.url == reverse("mentor:profile")
    ada.mentor.refresh_from_db()
    assert ada.mentor.status == status
    assert ada.mentor.year_answers.get().plan == plan


def test_answer_may_change(client_for, ada):
    say(client_for, ada, "pause")
    say(client_for, ada, "continue")

    ada.mentor.refresh_from_db()
    assert ada.mentor.status == "approved"
    assert YearAnswer.objects.get().plan == "continue"


def test_coordinator_reads_what_to_follow_up(client_for, ada, cora):
    say(client_for, ada, "hand-over", note="À Sofiane")

    page = client_for(cora).get(reverse("mentor_desk:detail", args=[ada.mentor.pk]))

    assert "À Sofiane" in page.content.decode()
    assert "À suivre" in page.content.decode()


def test_the_silent_are_asked_in_june_and_once_in_three_weeks(ada):
    make.MentorFactory()
    YearAnswer.objects.create(mentor=ada.mentor, year=2027, plan="continue")

    days = [dt.date(2027, 5, 19), dt.date(2027, 5, 20), dt.date(2027, 5, 21)]

    assert [ask_about_next_year(day) for day in days] == [0, 1, 0]


def test_ended_pause_is_spoken_of_once(ada):
    today = timezone.localdate()
    ada.mentor.pause(ada, today + dt.timedelta(days=5))

    days = [today, today + dt.timedelta(days=5), today + dt.timedelta(days=6)]

    assert [speak_of_ended_pauses(day) for day in days] == [0, 1, 0]


# Refusals


@pytest.mark.parametrize("until", ["2020-01-01", "demain", "9999-12-31"])
def test_pause_that_means_nothing_is_refused(client_for, ada, until):
    response = client_for(ada).post(reverse(PAUSE), {"until": until})

    assert response.context["form"].errors
    ada.mentor.refresh_from_db()
    assert ada.mentor.status == "approved"


@pytest.mark.parametrize(
    ("plan", "field"), [("", "plan"), ("rest", "plan"), ("hand-over", "note")]
)
def test_answer_that_says_too_little_is_refused(client_for, ada, plan, field):
    assert field in say(client_for, ada, plan).context["form"].errors
    assert not YearAnswer.objects.exists()


def test_pages_are_for_those_who_serve(client_for, ben, eve):
    for url in (reverse(PAUSE), reverse(YEAR)):
        assert client_for(ben).post(url, {"plan": "leave"}).status_code == 403
        assert client_for(eve).get(url).status_code == 403


def test_leaving_twice_is_refused(ada):
    ada.mentor.leave(ada)

    with pytest.raises(ValidationError, match="déjà arrêté"):
        Mentor.objects.get(pk=ada.mentor.pk).leave(ada)


def test_refused_change_is_not_kept_in_memory(ben):
    with pytest.raises(ValidationError):
        ben.mentor.pause(ben)

    assert ben.mentor.status == "submitted"


def test_database_refuses_a_serving_mentor_without_account(ada):
    with pytest.raises(IntegrityError):
        Mentor.objects.update(user=None)
