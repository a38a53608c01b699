"""Reports that a phone sends later: once, under the account that wrote them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import SessionReport
from community.sessions.outbox import account_key
from tests import factories as make

pytestmark = pytest.mark.django_db

OUTBOX = reverse("sessions:outbox")
BLANK = reverse("sessions:blank")


@pytest.fixture
def told(told, ada, past):
    """Return what the phone of Ada sends, changed as asked."""
    own = {"account": account_key(ada), "session": str(past.pk)}
    return lambda **changes: told(**own | changes)


@pytest.fixture
def phone(client_for, ada):
    return client_for(ada)


def test_report_that_waited_is_recorded_once(phone, told, past):
    data = told()
    first, again = phone.post(OUTBOX, data), phone.post(OUTBOX, data)

    report = SessionReport.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"report": f"{report_url(report)}"}
    assert report.session == past


def report_url(report) -> str:
    return reverse("sessions:report", args=[report.pk])


def test_phone_learns_what_the_form_needs(phone, past, ada, school):
    answer = phone.get(OUTBOX)

    known = answer.json()
    assert known["account"] == account_key(ada)
    assert [one["pk"] for one in known["sessions"]] == [past.pk]
    assert known["schools"] == [[school.pk, str(school)]]
    assert known["csrf"]
    assert "no-store" in answer["Cache-Control"]


def test_it_costs_as_much_with_many_sessions(
    phone, ada, school, django_assert_max_num_queries
):
    for day in range(12):
        starts_at = timezone.now() - timezone.timedelta(days=day + 1)
        make.SessionFactory(mentor=ada.mentor, school=school, starts_at=starts_at)
    # Session, user, its sign of life (five), mentor, sessions to tell and to come with
    # their themes, who came to them, schools.
    with django_assert_max_num_queries(14):
        phone.get(OUTBOX)


def test_another_account_is_refused_and_nothing_recorded(client_for, told, aisne):
    other = make.MentorFactory(user=make.UserFactory(email="kim@exemple.test"))

    answer = client_for(other.user).post(OUTBOX, told())

    assert answer.status_code == 409
    assert not SessionReport.objects.exists()


def test_signed_out_is_told_so(client, told):
    answer = client.post(OUTBOX, told())

    assert answer.status_code == 401
    assert answer.json()["why"]


def test_mistakes_are_said_in_words(phone, told):
    answer = phone.post(OUTBOX, told(participants="", themes=[]))

    assert answer.status_code == 422
    assert "Combien de personnes" in answer.json()["why"]
    assert not SessionReport.objects.exists()


@pytest.mark.parametrize("key", ["", "é", "0", "9" * 40, "\0"])
def test_unknown_session_asks_for_a_school(phone, told, key):
    assert phone.post(OUTBOX, told(session=key)).status_code == 422


def test_session_told_by_another_phone_is_refused_with_its_reason(phone, told):
    phone.post(OUTBOX, told())
    answer = phone.post(OUTBOX, told())

    assert answer.status_code == 422
    assert "déjà raconté" in answer.json()["why"]


def test_blank_form_names_nobody(client_for, ada, client, school):
    seen = client_for(ada).get(BLANK).content.decode()

    assert seen == client.get(BLANK).content.decode()
    assert "csrfmiddlewaretoken" not in seen
    assert str(school) not in seen


def test_worker_keeps_the_blank_form(client):
    script = client.get("/sw.js").content.decode()

    assert f'"{BLANK}"' in script
    assert "coeducLog" in script
