"""Attestations: figures frozen, a number to check, nothing else said."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.models import Attestation
from community.sessions.attestations import find, issue
from community.sessions.numbers import new_number
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST, VERIFY = reverse("sessions:attestations"), reverse("verify")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def period(today):
    return today - dt.timedelta(days=30), today


@pytest.fixture
def told(ada, school):
    return [
        make.ReportFactory(mentor=ada.mentor, school=school, minutes=minutes)
        for minutes in (60, 45)
    ]


def test_attestation_adds_up_what_was_told(client_for, ada, told, period):
    start, end = (day.isoformat() for day in period)

    page = client_for(ada).post(LIST, {"start": start, "end": end}, follow=True)

    made = Attestation.objects.get()
    assert (made.sessions, made.hours, made.themes) == (2, "1 h 45", ["Temps d’écran"])
    text = page.content.decode()
    assert "Ada Benali" in text
    assert made.number in text


def test_co_animated_session_counts_for_both(ada, bea, school, period):
    session = make.SessionFactory(mentor=bea.mentor, school=school)
    session.co_mentors.add(ada.mentor)
    make.ReportFactory(mentor=bea.mentor, school=school, session=session)

    assert [issue(p.mentor, *period, p).sessions for p in (ada, bea)] == [1, 1]


def test_same_figures_are_the_same_attestation(ada, told, period, school):
    first, again = issue(ada.mentor, *period, ada), issue(ada.mentor, *period, ada)
    make.ReportFactory(mentor=ada.mentor, school=school)
    newer = issue(ada.mentor, *period, ada)

    assert first == again != newer
    first.refresh_from_db()
    assert first.revoked_at
    assert newer.sessions == 3


def test_attestation_is_a_pdf_too(client_for, ada, told, period):
    made = issue(ada.mentor, *period, ada)

    response = client_for(ada).get(reverse("sessions:attestation_pdf", args=[made.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert f"attestation-{made.number}.pdf" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")


def test_number_is_checked_and_says_nothing_else(client, ada, told, period):
    made = issue(ada.mentor, *period, ada)

    typed = made.number.lower().replace("-", " ")
    text = client.get(VERIFY, {"numero": typed}).content.decode()

    assert "Elle est valable" in text
    for secret in ("Ada", "Benali", "1 h 45", "Temps d’écran", "Macé"):
        assert secret not in text


def test_number_taken_back_says_so(client_for, client, ada, told, period):
    made = issue(ada.mentor, *period, ada)

    client_for(ada).post(reverse("sessions:revoke", args=[made.pk]))

    text = client.get(VERIFY, {"numero": made.number}).content.decode()
    assert "Elle ne vaut plus" in text


def test_numbers_are_long_and_readable():
    numbers = {new_number() for _n in range(100)}

    assert len(numbers) == 100
    assert all(len(one) == 14 and not set(one) & set("01OI") for one in numbers)


# Refusals


@pytest.mark.parametrize("number", ["x", "é\x00", "A" * 5000, "\ud800", "----"])
def test_unknown_number_is_not_valid(db, number):
    assert find(number) is None


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("2026-01-02", "2026-01-01", "end"),
        ("2026-01-01", "2126-01-01", "end"),
        ("x", "2026-01-01", "start"),
        ("2025-01-01", "2025-01-02", "__all__"),
    ],
)
def test_impossible_period_is_refused(client_for, ada, told, start, end, field):
    response = client_for(ada).post(LIST, {"start": start, "end": end})

    assert field in response.context["form"].errors
    assert not Attestation.objects.exists()


def test_second_taking_back_is_refused(ada, told, period):
    made = issue(ada.mentor, *period, ada)
    made.revoke(ada)

    with pytest.raises(ValidationError, match="déjà retirée"):
        made.revoke(ada)


@pytest.mark.parametrize("name", ["attestation", "attestation_pdf", "revoke"])
def test_attestation_of_others_does_not_exist(client_for, ada, bea, told, period, name):
    made = issue(ada.mentor, *period, ada)
    client = client_for(bea)
    send = client.post if name == "revoke" else client.get

    assert send(reverse(f"sessions:{name}", args=[made.pk])).status_code == 404
