"""« Ça a eu lieu ? »: asked once, the morning after; a visit answers nothing."""

import datetime as dt
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from community.sessions.next_day import ask_whether_held, path_for
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


def test_yes_leads_to_the_log(client, yesterday):
    text = client.get(path_for(yesterday)).content.decode()

    assert reverse("sessions:log_session", args=[yesterday.pk]) in text
    yesterday.refresh_from_db()
    assert yesterday.status == "planned"


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
