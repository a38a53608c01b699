"""What is read of a workshop's survey, by whom, and where it serves."""

import pytest
from django.urls import reverse

from community.models import CheckIn, SurveyAnswer
from community.sessions.survey.results import arrivals, results_of
from tests import factories as make

pytestmark = pytest.mark.django_db
MASKED = "rien n’est montré"


@pytest.fixture
def held(ada, school):
    """Two days ago, not told yet."""
    return make.SessionFactory(mentor=ada.mentor, school=school, capacity=15)


def come(session, people: int) -> None:
    CheckIn.objects.bulk_create(CheckIn(session=session) for _n in range(people))


def answer(session, *rows: tuple) -> None:
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(session=session, before=before, after=after, useful=useful)
        for before, after, useful in rows
    )


def test_shares_are_of_those_who_answered(held):
    come(held, 9)
    answer(held, *[(1, 3, 3)] * 3, *[(3, 4, 2)] * 2, (4, None, 3), (None, None, None))

    results = results_of(held)

    assert (results.arrivals, results.answers) == (9, 7)
    assert [(one.people, one.among) for one in results.shares] == [
        (2, 5),
        (5, 5),
        (4, 6),
    ]


def test_results_cost_two_queries(held, django_assert_num_queries):
    """Answers added up; phones counted."""
    with django_assert_num_queries(2):
        results_of(held)


def test_mentor_and_coordination_read_them(client_for, ada, cora, held):
    answer(held, *[(1, 3, 3)] * 5)
    report = make.ReportFactory(mentor=ada.mentor, school=held.school, session=held)

    for user, name, pk in (
        (ada, "sessions:session", held.pk),
        (ada, "sessions:report", report.pk),
        (cora, "report_desk:detail", report.pk),
    ):
        text = client_for(user).get(reverse(name, args=[pk])).content.decode()
        assert "à l’aise après" in text
        assert MASKED not in text


def test_desk_adds_up_its_own_territories(client_for, cora, zoe, held):
    answer(held, *[(1, 3, 3)] * 3)
    answer(make.SessionFactory(school=held.school), *[(1, 3, 1)] * 2)

    shares = client_for(cora).get(reverse("desk:home")).context["said"]

    assert [(one.people, one.among) for one in shares] == [(0, 5), (5, 5), (3, 5)]
    assert client_for(zoe).get(reverse("desk:home")).context["said"] == []


# What is not said


def test_under_five_answers_nothing_is_said(client_for, ada, held):
    answer(held, *[(1, 3, 3)] * 4)

    page = client_for(ada).get(reverse("sessions:session", args=[held.pk]))

    assert results_of(held).is_masked
    text = page.content.decode()
    assert MASKED in text
    assert "à l’aise après" not in text


def test_each_question_needs_five(held):
    answer(held, *[(1, 3, None)] * 5, *[(None, 2, 3)] * 4)

    labels = [one.label for one in results_of(held).shares]

    assert labels == ["à l’aise avant l’atelier", "à l’aise après"]


def test_silence_is_no_result(client_for, ada, held):
    assert results_of(held) is None
    assert results_of(None) is None
    page = client_for(ada).get(reverse("sessions:session", args=[held.pk]))
    assert "Ce que disent" not in page.content.decode()


# In the report


def test_people_who_came_are_proposed_to_the_report(client_for, ada, held):
    come(held, 12)

    page = client_for(ada).get(reverse("sessions:log_session", args=[held.pk]))

    form = page.context["form"]
    assert form["participants"].value() == 12
    assert "12 personnes se sont signalées" in str(form["participants"].help_text)


def test_without_any_phone_the_expected_people_are(client_for, ada, held):
    page = client_for(ada).get(reverse("sessions:log_session", args=[held.pk]))

    form = page.context["form"]
    assert form["participants"].value() == 15
    assert "signalé" not in str(form["participants"].help_text)


def test_phone_without_network_knows_them_too(client_for, ada, held):
    come(held, 1)

    known = client_for(ada).get(reverse("sessions:outbox")).json()

    session = known["sessions"][0]
    assert session["participants"] == 1
    assert session["counted"].startswith("1 personne s’est signalée")


def test_arrivals_cost_one_query(held, ada, django_assert_num_queries):
    other = make.SessionFactory(mentor=ada.mentor)
    come(held, 3)

    with django_assert_num_queries(1):
        assert arrivals([held, other]) == {held.pk: 3}
