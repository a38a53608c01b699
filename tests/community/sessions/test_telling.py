"""Telling of a session: once, by the person who held it, with numbers that add up."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from community.models import SessionReport
from community.sessions.logging import record_report
from community.sessions.totals import mentor_totals
from community.sessions.uses import workshops_with
from tests import factories as make
from tests.resources.library import make_index, publish

pytestmark = pytest.mark.django_db


def test_telling_marks_the_session_held(tell, told, past, theme):
    response = tell(told(newcomers="3", notes="Bel échange. "))

    report = SessionReport.objects.get()
    assert response.url == reverse("sessions:report", args=[report.pk])
    past.refresh_from_db()
    assert past.status == "held"
    assert (report.participants, report.newcomers) == (12, 3)
    assert report.school == past.school
    assert report.territory_id == "02"
    assert list(report.themes.all()) == [theme]
    assert report.notes == "Bel échange."


def test_telling_serves_the_request_of_the_school(tell, told, past, school):
    past.request = make.RequestFactory(school=school, status="planned")
    past.save()

    tell(told())

    past.request.refresh_from_db()
    assert past.request.status == "fulfilled"


def test_group_left_empty_is_not_zero(tell, told):
    tell(told())

    assert SessionReport.objects.get().fathers is None


def test_replay_answers_with_the_first_report(tell, told):
    data = told()
    first, second = tell(data), tell(data | {"participants": "99"})

    assert first.url == second.url
    assert SessionReport.objects.get().participants == 12


def test_form_of_a_told_session_leads_to_its_report(client_for, ada, past, school):
    report = make.ReportFactory(mentor=ada.mentor, school=school, session=past)

    url = reverse("sessions:log_session", args=[past.pk])
    response = client_for(ada).get(url)

    assert response.url == reverse("sessions:report", args=[report.pk])


def test_form_starts_with_what_was_planned(client_for, ada, past):
    url = reverse("sessions:log_session", args=[past.pk])
    form = client_for(ada).get(url).context["form"]

    assert form["participants"].initial == past.capacity
    assert form["held_on"].initial == timezone.localdate(past.starts_at)


def test_unplanned_session_is_told_for_a_matched_school(client_for, ada, school, told):
    make.MatchFactory(mentor=ada.mentor, school=school, status="active")

    client_for(ada).post(reverse("sessions:log"), told(school=school.pk))

    assert SessionReport.objects.get().school == school


def test_resources_shown_are_told_and_counted(client_for, ada, past, tell, told):
    page = publish(make_index(), "le-soir", theme="temps-ecran")
    url = reverse("sessions:log_session", args=[past.pk])
    form = client_for(ada).get(url).context["form"]
    assert [(pk, title) for _t, rows in form.likely for pk, title, _c in rows] == [
        (page.pk, page.title)
    ]

    tell(told(resources=[page.pk]))

    assert workshops_with(page.pk) == 1


def test_unknown_resource_is_refused(tell, told):
    response = tell(told(resources=["999999"]))

    assert "resources" in response.context["form"].errors


def test_totals_add_up(ada, school):
    for minutes in (45, 60):
        make.ReportFactory(mentor=ada.mentor, school=school, minutes=minutes)

    totals = mentor_totals(ada.mentor)

    assert (totals.sessions, totals.participants, totals.schools) == (2, 24, 1)
    assert totals.hours == 2


def test_home_of_a_full_year_costs_sixteen_queries(
    client_for, ada, school, django_assert_max_num_queries
):
    for day in range(1, 7):
        for sign in (1, -1):
            starts_at = timezone.now() + sign * dt.timedelta(days=day)
            make.SessionFactory(mentor=ada.mentor, school=school, starts_at=starts_at)
        make.MatchFactory(mentor=ada.mentor)
    client = client_for(ada)
    client.get(reverse("sessions:home"))

    # 7 session, user and the list of open sessions; 1 mentor; 1 navigation; 1 totals;
    # 2 sessions to tell and their themes, 2 to come and theirs; 1 to date again;
    # 1 proposals.
    with django_assert_max_num_queries(16):
        response = client.get(reverse("sessions:home"))

    assert len(response.context["coming"]) == 5
    assert len(response.context["to_log"]) == 3
    assert "no-store" in response["Cache-Control"]


def test_form_weighs_little_on_the_network(client_for, ada, session):
    url = reverse("sessions:log_session", args=[session.pk])
    response = client_for(ada).get(url, headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert len(response.content) < 15_000


# Refusals


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"mothers": "13"}, "mothers", "Vous avez compté 12 personnes en tout."),
        ({"minutes": "7"}, "minutes", None),
        ({"participants": "501"}, "__all__", "De 0 à 500 personnes."),
        ({"participants": "-1"}, "participants", None),
        ({"themes": []}, "themes", None),
        ({"held_on": "pas une date"}, "held_on", None),
        ({"climate": "9"}, "climate", None),
        ({"client_uuid": "x"}, "client_uuid", None),
    ],
)
def test_impossible_answer_is_refused(tell, told, changes, field, message):
    response = tell(told(**changes))

    errors = response.context["form"].errors[field]
    assert response.status_code == 200
    assert message is None or message in errors
    assert not SessionReport.objects.exists()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (1, "Cet atelier n’a pas encore eu lieu."),
        (-731, "Cet atelier date de plus de deux ans."),
    ],
)
def test_date_out_of_reach_is_refused(tell, told, days, message):
    day = timezone.localdate() + dt.timedelta(days=days)

    response = tell(told(held_on=day.isoformat()))

    assert message in response.context["form"].errors["held_on"]


def test_two_years_to_the_day_are_accepted(tell, told):
    day = timezone.localdate() - dt.timedelta(days=730)

    assert tell(told(held_on=day.isoformat())).status_code == 302


def test_fourth_theme_is_refused(tell, told):
    themes = [make.ThemeFactory(slug=f"theme-{n}").pk for n in range(4)]

    response = tell(told(themes=themes))

    assert response.context["form"].errors["themes"] == ["Gardez trois thèmes au plus."]


def test_second_telling_of_a_session_is_refused(tell, told):
    tell(told())

    response = tell(told())

    assert "Cet atelier est déjà raconté." in response.content.decode()
    assert SessionReport.objects.count() == 1


def test_uuid_of_somebody_else_is_refused(ada, school):
    other = make.ReportFactory(school=school)

    with pytest.raises(ValidationError, match="appartient à quelqu’un d’autre"):
        record_report(ada.mentor, other.client_uuid, {})


def test_session_of_somebody_else_does_not_exist(client_for, ada, school):
    other = make.SessionFactory(school=school)

    url = reverse("sessions:log_session", args=[other.pk])

    assert client_for(ada).get(url).status_code == 404
    assert client_for(ada).post(url).status_code == 404


def test_report_of_somebody_else_does_not_exist(client_for, ada, school):
    other = make.ReportFactory(school=school)

    url = reverse("sessions:report", args=[other.pk])

    assert client_for(ada).get(url).status_code == 404


def test_unknown_school_is_refused(client_for, ada, school, told):
    response = client_for(ada).post(reverse("sessions:log"), told(school=school.pk))

    assert "school" in response.context["form"].errors


@pytest.mark.parametrize("name", ["home", "history", "log"])
def test_only_approved_mentors_come_in(client_for, client, ben, eve, name):
    url = reverse(f"sessions:{name}")

    assert client_for(ben).get(url).status_code == 403
    assert client_for(eve).get(url).status_code == 403
    assert client.get(url).status_code == 302


def test_database_refuses_a_group_larger_than_the_total(ada, school):
    with pytest.raises(IntegrityError):
        make.ReportFactory(mentor=ada.mentor, school=school, fathers=13)


def test_database_refuses_a_future_report(ada, school):
    day = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(IntegrityError):
        make.ReportFactory(mentor=ada.mentor, school=school, held_on=day)
