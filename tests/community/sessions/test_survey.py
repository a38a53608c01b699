"""The code of a workshop's poster: coming in, three questions, once per phone."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.cache.watch import generation_of
from community.models import CheckIn, RaisedQuestion, SurveyAnswer
from community.sessions.raising import raise_from_phone
from community.sessions.survey.doors import door_of, session_behind
from resources.privacy.acting import purge
from tests import factories as make

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
ANSWERS = {"action": "answer", "before": 1, "after": 3, "useful": 3}


@pytest.fixture
def session(ada, school):
    """Begun ten minutes ago."""
    start = timezone.now() - dt.timedelta(minutes=10)
    return make.SessionFactory(mentor=ada.mentor, school=school, starts_at=start)


@pytest.fixture
def url(session):
    return reverse("survey:door", args=[session.public_code])


@pytest.fixture
def say(client, url):
    """Send what a phone sends; the same number unless another is given."""
    number = uuid4()

    def send(token=number, address=url, **body):
        return client.post(address, {"token": str(token)} | body)

    return send


def test_phone_comes_in_then_answers(say, session):
    here, answered = say(action="here"), say(**ANSWERS, question="Et la nuit ?")

    assert "votre présence est comptée" in here.content.decode()
    assert "vos réponses sont gardées" in answered.content.decode()
    assert session.checkins.count() == 1
    row = session.surveyanswers.get()
    assert (row.before, row.after, row.useful) == (1, 3, 3)
    raised = RaisedQuestion.objects.get()
    assert (raised.text, raised.session, raised.report) == (
        "Et la nuit ?",
        session,
        None,
    )
    assert raised.about == "Temps d’écran"


def test_form_needs_no_cookie_to_be_sent(url, session):
    """The client of the tests skips the check that a real browser meets."""
    client = Client(enforce_csrf_checks=True)

    assert client.post(url, {"action": "here"}).status_code == 200
    assert session.checkins.count() == 1


def test_page_is_small_and_leaves_nothing_on_the_phone(client, url, session):
    page = client.get(url)

    assert not client.cookies
    assert page["Cache-Control"] == "no-store"
    assert len(page.content) < 10_000
    assert str(session.school) in page.content.decode()


def test_page_costs_two_queries(client, url, django_assert_num_queries):
    """The session with its school and territory; its themes."""
    with django_assert_num_queries(2):
        client.get(url)


@pytest.mark.parametrize("typed", ["lower", "spaces"])
def test_code_is_typed_as_one_likes(session, typed):
    code = session.public_code
    text = code.lower() if typed == "lower" else code.replace("-", " ")

    assert session_behind(text) == session


# Once


def test_same_phone_is_answered_with_its_first_words(say, session):
    for useful in (3, 1):
        say(action="here")
        page = say(action="answer", useful=useful, question=f"Question {useful} ?")

    assert "vos réponses sont gardées" in page.content.decode()
    assert session.checkins.count() == 1
    assert session.surveyanswers.get().useful == 3
    assert RaisedQuestion.objects.get().text == "Question 3 ?"


def test_another_phone_and_another_session_count(say, session, ada, school):
    other = make.SessionFactory(
        mentor=ada.mentor, school=school, starts_at=timezone.now()
    )
    token = uuid4()
    for address in (session.public_code, other.public_code):
        say(token, reverse("survey:door", args=[address]), action="here")
    say(uuid4(), action="here")

    assert (session.checkins.count(), other.checkins.count()) == (2, 1)


def test_nothing_ties_what_a_phone_says(say, session):
    say(action="here")
    say(**ANSWERS)

    assert CheckIn.objects.get().phone != SurveyAnswer.objects.get().phone


def test_database_refuses_a_second_word(session):
    CheckIn.objects.create(session=session, phone="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(session=session, phone="x")


def test_number_that_is_none_is_drawn_again(say, session):
    for token in ("", "x", "\x00", "é" * 400):
        assert say(token, action="here").status_code == 200

    assert session.checkins.count() == 4


def test_phone_is_forgotten_once_the_door_is_shut(say, session):
    say(action="here")
    today = timezone.localdate()

    purge(today + dt.timedelta(days=8), dry_run=False)
    assert session.checkins.get().phone
    purge(today + dt.timedelta(days=10), dry_run=False)
    assert session.checkins.get().phone is None


# When


@pytest.mark.parametrize(
    ("hours", "why_shut", "comes_in", "answers"),
    [
        (-1.1, "early", False, False),
        (-0.9, "", True, False),
        (0.1, "", True, True),
        (2.9, "", True, True),
        (3.1, "", False, True),
        (24 * 7 + 0.9, "", False, True),
        (24 * 7 + 1.1, "over", False, False),
    ],
)
def test_door_opens_then_shuts(session, hours, why_shut, comes_in, answers):
    door = door_of(session, session.starts_at + hours * HOUR)

    assert (door.why_shut, door.takes_check_in, door.takes_answers) == (
        why_shut,
        comes_in,
        answers,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "cancelled", "stopped_side": "school"}, "est annulé"),
        ({"status": "postponed", "stopped_side": "school"}, "est reporté"),
        ({"starts_at": timezone.now() + 3 * HOUR}, "pas encore commencé"),
        ({"starts_at": timezone.now() - 300 * HOUR}, "Merci de votre venue"),
    ],
)
def test_shut_door_says_why_and_takes_nothing(client, say, session, changes, words):
    type(session).objects.filter(pk=session.pk).update(**changes)

    page = client.get(reverse("survey:door", args=[session.public_code]))
    sent = [say(action="here"), say(**ANSWERS)]

    assert words in page.content.decode()
    assert [one.status_code for one in sent] == [409, 409]
    assert not CheckIn.objects.exists()
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize("code", ["x", "é", "A" * 5000, "----", "K7QF-2MXP-9RTD"])
def test_unknown_code_is_told_kindly(client, db, code):
    url = reverse("survey:door", args=[code])

    for answer in (client.get(url), client.post(url, {"action": "here"})):
        assert answer.status_code == 404
        assert "ne mène nulle part" in answer.content.decode()


# What is said


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"before": 9},
        {"useful": "oui"},
        {"question": "é" * 301, "useful": 3},
    ],
)
def test_impossible_answer_is_refused_and_kept_on_screen(say, body):
    page = say(action="answer", **body)

    assert page.status_code == 400
    assert not SurveyAnswer.objects.exists()


def test_question_alone_is_an_answer(say, session):
    say(action="answer", question="Que faire la nuit ?")

    row = session.surveyanswers.get()
    assert (row.before, row.after, row.useful) == (None, None, None)


def test_names_and_numbers_do_not_reach_the_editors(say):
    say(action="answer", question="Mme Diallo, appelez le 06 12 34 56 78")

    text = RaisedQuestion.objects.get().text
    assert "Diallo" not in text
    assert "56" not in text


def test_editors_read_it_without_the_school(client_for, ed, say, session):
    say(action="answer", question="Et la nuit ?")

    url = reverse(RaisedQuestion.snippet_viewset.get_url_name("list"))
    text = client_for(ed).get(url).content.decode()

    assert "Et la nuit ?" in text
    assert "Temps d’écran" in text
    assert session.school.name not in text


def test_flood_of_questions_stops(session, monkeypatch):
    monkeypatch.setattr("community.sessions.raising.MOST_FROM_PHONES", 2)

    for number in range(4):
        raise_from_phone(session, f"Question {number} ?")

    assert session.raised.count() == 2


def test_flood_of_phones_is_slowed_down(say, monkeypatch):
    monkeypatch.setattr("community.sessions.survey.public.MOST", 1)

    for body in ({"action": "here"}, ANSWERS):
        cache.clear()
        codes = [say(uuid4(), **body).status_code for _n in range(2)]
        assert codes == [200, 429]


def test_form_of_elsewhere_is_refused(client, url):
    headers = {"Sec-Fetch-Site": "cross-site"}

    assert client.post(url, {"action": "here"}, headers=headers).status_code == 403


def test_anyone_may_write_without_renewing_public_pages():
    written = (CheckIn, SurveyAnswer, RaisedQuestion)

    assert {generation_of(model) for model in written} == {""}
