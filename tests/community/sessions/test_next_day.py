"""« Ça a eu lieu ? »: asked once, the morning after; a visit answers nothing."""

import datetime as dt
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import SessionReport
from community.sessions.next_day import ask_once_more, ask_whether_held, path_for
from community.sessions.planning import stop
from mentors.models import Mail
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

TODAY = dt.date(2026, 11, 26)


@pytest.fixture
def yesterday(ada, school):
    start = timezone.now() - dt.timedelta(days=1)
    return make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)


def test_mentor_is_asked_once_the_morning_after(yesterday, ada):
    assert ask_whether_held(TODAY) == 1
    assert ask_whether_held(TODAY) == 0

    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == ("session-held", ada.email)
    assert mail.is_secret
    assert reverse("sessions:next_day", args=["x"])[:-2] in mail.text


def test_no_one_is_asked_about_what_is_told_stopped_or_of_today(ada, school, yesterday):
    make.ReportFactory(mentor=ada.mentor, school=school, session=yesterday)
    for hours in (30, 2, 24 * 5):
        start = timezone.now() - dt.timedelta(hours=hours)
        other = make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)
        if hours == 30:
            stop(other, "cancel", ada, "school", "")

    assert ask_whether_held(TODAY) == 0


def test_asked_once_more_after_four_days(yesterday, ada):
    ask_whether_held(TODAY)
    for days in (1, 2):
        assert ask_once_more(TODAY + dt.timedelta(days=days)) == 0

    assert ask_once_more(TODAY + dt.timedelta(days=3)) == 1
    assert ask_once_more(TODAY + dt.timedelta(days=4)) == 0
    kinds = Mail.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["session-held", "session-again"]


def test_mail_names_the_themes_in_words(yesterday, ada):
    ask_whether_held(TODAY)

    text = Mail.objects.get().text
    assert yesterday.themes.get().label in text
    assert "<" not in text


def facts(session, **changes) -> dict:
    theme = session.themes.get()
    return {
        "action": "held",
        "held_on": "2026-11-25",
        "participants": "9",
        "minutes": "45",
        "themes": [theme.pk],
    } | changes


def test_yes_is_told_with_four_facts_without_signing_in(client, yesterday, ada):
    url = path_for(yesterday)
    response = client.get(url)
    assert not response.cookies
    assert not SessionReport.objects.exists()

    for _twice in range(2):
        response = client.post(url, facts(yesterday))

    report = SessionReport.objects.get()
    assert (report.session, report.mentor) == (yesterday, ada.mentor)
    assert (report.participants, report.minutes) == (9, 45)
    assert list(report.themes.all()) == list(yesterday.themes.all())
    yesterday.refresh_from_db()
    assert yesterday.status == "held"
    assert not response.cookies
    assert "9 personnes, 45 minutes" in client.get(url).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"held_on": "2026-11-27"},
        {"held_on": "x"},
        {"participants": "9" * 30},
        {"participants": "-1"},
        {"minutes": "7"},
        {"themes": []},
    ],
)
def test_impossible_facts_are_refused(client, yesterday, changes):
    response = client.post(path_for(yesterday), facts(yesterday, **changes))

    assert response.context["facts"].errors
    assert not SessionReport.objects.exists()


def test_link_of_a_closed_account_does_not_open(client, yesterday, ada):
    url = path_for(yesterday)
    ada.is_active = False
    ada.save()

    assert client.get(url).status_code == 404


def test_what_is_to_come_is_not_told(client, yesterday):
    url = path_for(yesterday)
    type(yesterday).objects.update(starts_at=timezone.now() + dt.timedelta(days=2))

    client.post(url, facts(yesterday))
    assert not SessionReport.objects.exists()


@pytest.mark.parametrize("how", ["postpone", "cancel"])
def test_no_is_said_without_an_account(client, yesterday, ada, dora, how):
    url = path_for(yesterday)

    client.post(url, {"how": how, "side": "school", "reason": "Grève"})

    yesterday.refresh_from_db()
    assert yesterday.status == {"postpone": "postponed", "cancel": "cancelled"}[how]
    assert yesterday.stopped_by == ada
    assert Mail.objects.get().address == dora.email
    assert "C’est noté" in client.get(url).content.decode()


def test_told_session_asks_nothing_more(client, yesterday, ada, school):
    make.ReportFactory(mentor=ada.mentor, school=school, session=yesterday)

    text = client.get(path_for(yesterday)).content.decode()

    assert "déjà raconté" in text
    assert "<form" not in text.partition("<main")[2].partition("</main")[0]


# Refusals


def test_answer_about_what_is_told_changes_nothing(client, yesterday, ada, school):
    make.ReportFactory(mentor=ada.mentor, school=school, session=yesterday)
    type(yesterday).objects.update(status="held")

    client.post(path_for(yesterday), {"how": "cancel", "side": "school"})

    yesterday.refresh_from_db()
    assert yesterday.status == "held"


@pytest.mark.parametrize("token", ["1", "1:x:y", "é", "x" * 3000])
def test_forged_link_does_not_exist(client, db, token):
    assert client.get(f"/mes-ateliers/ca-a-eu-lieu/{token}/").status_code == 404


def test_link_closes_after_a_month(client, yesterday, monkeypatch):
    url = path_for(yesterday)
    later = time.time() + 31 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)

    assert client.get(url).status_code == 404
