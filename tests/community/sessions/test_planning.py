"""Planning, moving, stopping: an hour is taken once, and everyone concerned knows."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.models import AwarenessSession
from community.sessions.planning import stop
from mentors.models import Mail
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

PLAN = reverse("sessions:plan")


@pytest.fixture
def send(client_for, ada, match):
    client = client_for(ada)
    return lambda data, url=PLAN: client.post(url, data)


def mails() -> set[tuple[str, str]]:
    return set(Mail.objects.values_list("kind", "address"))


def test_session_is_planned_and_the_school_knows(send, wanted, ada, dora, school):
    response = send(wanted())

    session = AwarenessSession.objects.get()
    assert response.url == reverse("sessions:session", args=[session.pk])
    assert (session.mentor, session.school) == (ada.mentor, school)
    # 18 h in Laon, in winter.
    assert session.starts_at == dt.datetime(2027, 1, 14, 17, tzinfo=dt.UTC)
    assert (session.status, session.sequence) == ("planned", 0)
    assert session.match.mentor == ada.mentor
    assert mails() == {("session-planned", dora.email)}


def test_same_sending_plans_once(send, wanted, dora):
    data = wanted()
    first, again = send(data), send(data)

    assert first.url == again.url
    assert AwarenessSession.objects.count() == Mail.objects.count() == 1


def test_clock_of_the_school_is_followed(send, wanted, ada, school):
    island = make.TerritoryFactory(
        code="971",
        name="Guadeloupe",
        academy="Guadeloupe",
        time_zone="America/Guadeloupe",
    )
    school.territory = island
    school.save()

    send(wanted(seen="unknown"))

    session = AwarenessSession.objects.get()
    assert session.starts_at == dt.datetime(2027, 1, 14, 22, tzinfo=dt.UTC)
    assert session.local_start == dt.datetime(2027, 1, 14, 18)


def test_request_is_answered_by_the_plan(send, wanted, match, school, client_for, ada):
    wish = make.RequestFactory(school=school, dates=["2027-01-21"], expected_people=20)
    match.request = wish
    match.save()
    url = f"{PLAN}?rencontre={match.pk}"

    form = client_for(ada).get(url).context["form"]
    assert form.initial["day"] == dt.date(2027, 1, 21)
    assert form.initial["capacity"] == 20
    send(wanted(), url)

    wish.refresh_from_db()
    session = AwarenessSession.objects.get()
    assert (session.request, wish.status) == (wish, "planned")

    stop(session, "cancel", ada, "school", "Travaux")
    wish.refresh_from_db()
    assert wish.status == "matching"


def test_holidays_are_shown_once_then_accepted(send, wanted):
    data = wanted(day="2027-02-23")

    shown = send(data)
    assert "vacances ce jour-là : hiver" in shown.content.decode()
    assert not AwarenessSession.objects.exists()

    seen = shown.context["form"].data["seen"]
    assert send(data | {"seen": seen}).status_code == 302


def test_close_session_is_shown_and_named(send, wanted, ada, school):
    start = dt.datetime(2027, 1, 14, 15, 30, tzinfo=dt.UTC)  # 16 h 30 to 17 h 30
    make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)

    text = send(wanted()).content.decode()

    assert "Moins d’une heure entre deux" in text
    assert AwarenessSession.objects.count() == 1


def test_change_moves_the_session_and_its_revision(send, wanted, session, dora, bea):
    url = reverse("sessions:change", args=[session.pk])

    send(wanted(day="2027-01-15", co_mentors=[bea.mentor.pk]), url)

    session.refresh_from_db()
    assert session.local_start == dt.datetime(2027, 1, 15, 18)
    assert (session.sequence, session.status) == (1, "planned")
    assert mails() == {("session-changed", p.email) for p in (dora, bea)}

    send(wanted(day="2027-01-15"), url)
    assert ("session-removed", bea.email) in mails()


def test_stopping_says_by_whom_and_why(send, session, dora, ada):
    url = reverse("sessions:stop", args=[session.pk])

    send({"how": "postpone", "side": "school", "reason": "Salle prise"}, url)

    session.refresh_from_db()
    assert (session.status, session.sequence) == ("postponed", 1)
    assert (session.stopped_by, session.stopped_side) == (ada, "school")
    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("session-postponed", dora.email)
    assert "« Salle prise »" in mail.text


def test_postponed_session_finds_another_day(send, wanted, session, ada):
    stop(session, "postpone", ada, "school", "")

    send(wanted(), reverse("sessions:change", args=[session.pk]))

    session.refresh_from_db()
    assert (session.status, session.sequence) == ("planned", 2)
    assert session.stopped_side == ""


def test_co_animator_may_leave(client_for, session, bea, ada, dora):
    session.co_mentors.add(bea.mentor)
    client = client_for(bea)
    page = reverse("sessions:session", args=[session.pk])
    assert client.get(page).status_code == 200

    client.post(reverse("sessions:leave", args=[session.pk]))

    assert client.get(page).status_code == 404
    assert mails() == {("session-withdrawn", p.email) for p in (ada, dora)}


def test_mentor_who_leaves_frees_the_others(session, ada, bea, cora):
    session.co_mentors.add(bea.mentor)

    ada.mentor.leave(cora, "Déménagement")

    session.refresh_from_db()
    assert (session.status, session.stopped_side) == ("cancelled", "mentor")
    assert ("session-cancelled", bea.email) in mails()


# Refusals


def test_hour_already_taken_is_refused(send, wanted, ada, school):
    start = dt.datetime(2027, 1, 14, 16, 30, tzinfo=dt.UTC)
    make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)

    response = send(wanted())

    assert "déjà prise" in response.context["form"].errors["hour"][0]
    assert AwarenessSession.objects.count() == 1


@pytest.mark.parametrize("way", ["lead", "with"])
def test_hour_of_a_co_animator_is_refused_without_a_place(send, wanted, bea, way):
    start = dt.datetime(2027, 1, 14, 17, 15, tzinfo=dt.UTC)
    other = make.SchoolFactory(name="École secrète")
    lead = bea.mentor if way == "lead" else make.MentorFactory()
    taken = make.SessionFactory(mentor=lead, school=other, starts_at=start)
    if way == "with":
        taken.co_mentors.add(bea.mentor)

    response = send(wanted(co_mentors=[bea.mentor.pk]))

    error = response.context["form"].errors["hour"][0]
    assert "Béa R. anime un autre atelier" in error
    assert "secrète" not in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2026-11-25"}, "day"),
        ({"day": "2028-06-01"}, "day"),
        ({"day": "31/02"}, "day"),
        ({"hour": "23:30"}, "hour"),
        ({"hour": "x"}, "hour"),
        ({"minutes": "7"}, "minutes"),
        ({"themes": []}, "themes"),
        ({"capacity": "0"}, "capacity"),
        ({"place": "x" * 121}, "place"),
        ({"format": "fête"}, "format"),
        ({"key": "x"}, "key"),
    ],
)
def test_impossible_plan_is_refused(send, wanted, changes, field):
    response = send(wanted(**changes))

    assert field in response.context["form"].errors
    assert not AwarenessSession.objects.exists()


def test_school_that_does_not_know_one_is_refused(send, wanted):
    response = send(wanted(school=make.SchoolFactory().pk))

    assert "school" in response.context["form"].errors


def test_stranger_is_no_co_animator(send, wanted, bea):
    response = send(wanted(co_mentors=[make.MentorFactory().pk]))

    assert "co_mentors" in response.context["form"].errors


@pytest.mark.parametrize(
    "query", ["rencontre=999", "rencontre=é", "demande=9", "demande="]
)
def test_plan_from_what_is_not_ones_own_does_not_exist(client_for, ada, query):
    assert client_for(ada).get(f"{PLAN}?{query}").status_code == 404


def test_finished_session_does_not_move(session, ada):
    stop(session, "cancel", ada, "mentor", "")

    with pytest.raises(ValidationError, match="annulé"):
        stop(session, "postpone", ada, "mentor", "")


@pytest.mark.parametrize("name", ["change", "stop"])
def test_co_animator_changes_nothing(client_for, session, bea, name):
    session.co_mentors.add(bea.mentor)
    url = reverse(f"sessions:{name}", args=[session.pk])

    assert client_for(bea).get(url).status_code == 403


@pytest.mark.parametrize("name", ["session", "change", "stop"])
def test_session_of_others_does_not_exist(client_for, session, bea, name):
    url = reverse(f"sessions:{name}", args=[session.pk])

    assert client_for(bea).get(url).status_code == 404


def test_database_refuses_a_stop_without_a_side(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        AwarenessSession.objects.filter(pk=session.pk).update(status="cancelled")


def test_list_of_sessions_costs_twelve_queries(
    client_for, ada, school, django_assert_max_num_queries
):
    for day in range(1, 25):
        start = timezone.now() + dt.timedelta(days=day)
        make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)
    client, url = client_for(ada), reverse("sessions:coming")
    client.get(url)

    # 7 session, user and the list of open sessions; 1 mentor; 1 navigation; 2 sessions
    # and their count; 1 themes.
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
    assert client.get(url, {"page": "é"}).status_code == 200
