"""The coordinators' queue: people of one's own territories, decided once."""

import pytest
from django.core import mail
from django.urls import reverse

from mentors.profiles.forms import WhenForm
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = "mentor_desk:list"


@pytest.fixture
def decide(client_for, cora, ben):
    """Post Cora's decision on Ben."""
    client = client_for(cora)
    url = reverse("mentor_desk:detail", args=[ben.mentor.pk])
    return lambda **data: client.post(url, data)


def test_queue_lists_the_territory(client_for, cora, ada, ben):
    response = client_for(cora).get(reverse(LIST))

    assert set(response.context["mentors"]) == {ada.mentor, ben.mentor}
    assert "no-store" in response["Cache-Control"]


def test_queue_narrows(client_for, cora, ada, ben):
    client = client_for(cora)

    waiting = client.get(reverse(LIST), {"etat": "submitted"}).context["mentors"]
    named = client.get(reverse(LIST), {"q": "bena"}).context["mentors"]

    assert list(waiting) == [ben.mentor]
    assert list(named) == [ada.mentor]


def test_approval_welcomes(decide, ben, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert decide(action="approve", training="done").status_code == 302

    ben.mentor.refresh_from_db()
    assert ben.mentor.status == "approved"
    assert ben.mentor.approved_at
    assert [message.to for message in mail.outbox] == [[ben.email]]


def test_waiver_stands_for_training(decide, ben):
    type(ben.mentor).objects.update(training="none")

    decide(action="approve", waiver="Formatrice de métier ")

    ben.mentor.refresh_from_db()
    assert ben.mentor.status == "approved"
    assert ben.mentor.training_waiver == "Formatrice de métier"


def test_refusal_says_why(decide, ben, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        decide(action="refuse", reason="Revenez après la formation.")

    ben.mentor.refresh_from_db()
    assert ben.mentor.status == "refused"
    assert ben.mentor.status_reason == "Revenez après la formation."
    assert len(mail.outbox) == 1


def test_question_goes_and_its_answer_comes_back(
    decide, client_for, ben, cora, django_capture_on_commit_callbacks
):
    client, url = client_for(ben), reverse("mentor:apply")
    with django_capture_on_commit_callbacks(execute=True):
        decide(action="ask", question="Avez-vous une voiture ?")
        assert "Avez-vous une voiture ?" in client.get(url).content.decode()
        client.post(url, {"answer": "Oui, et un vélo."})

    question = ben.mentor.questions.get()
    assert (question.author, question.answer) == (cora, "Oui, et un vélo.")
    assert [message.to for message in mail.outbox] == [[ben.email], [cora.email]]
    assert "un vélo" not in mail.outbox[1].body
    assert "Oui, et un vélo." in decide(action="ask").content.decode()


def test_training_is_noted_apart(decide, ben):
    decide(action="training", training="registered")

    ben.mentor.refresh_from_db()
    assert (ben.mentor.training, ben.mentor.status) == ("registered", "submitted")


def test_queue_costs_the_same_for_twenty(
    client_for, cora, aisne, django_assert_max_num_queries
):
    make.MentorFactory.create_batch(25)
    client = client_for(cora)
    client.get(reverse(LIST))

    # 7 session, user and the list of open sessions; 2 permissions, 1 coordinator;
    # 1 navigation; 2 count and page.
    with django_assert_max_num_queries(13):
        response = client.get(reverse(LIST))

    assert len(response.context["mentors"]) == 20


# Refusals


@pytest.mark.parametrize(
    "query", [{"etat": "nope"}, {"q": "x" * 81}, {"etat": "", "q": ""}]
)
def test_filter_that_means_nothing_filters_nothing(client_for, cora, ada, query):
    response = client_for(cora).get(reverse(LIST), query)

    assert list(response.context["mentors"]) == [ada.mentor]


def test_other_territory_is_unknown(client_for, zoe, nat, ben):
    url = reverse("mentor_desk:detail", args=[ben.mentor.pk])

    assert not client_for(zoe).get(reverse(LIST)).context["mentors"]
    assert client_for(zoe).get(url).status_code == 404
    assert client_for(zoe).post(url, {"action": "approve"}).status_code == 404
    assert client_for(nat).get(url).status_code == 200


def test_applicant_without_commune_is_nobodys(client_for, cora, eve):
    mentor = make.MentorFactory(user=eve, status="draft", commune=None)

    url = reverse("mentor_desk:detail", args=[mentor.pk])

    assert client_for(cora).get(url).status_code == 404


def test_queue_is_for_coordinators(client_for, client, ada, eve, ben):
    for url in (
        reverse(LIST),
        reverse("mentor_desk:detail", args=[ben.mentor.pk]),
    ):
        assert client_for(ada).get(url).status_code == 403
        assert client_for(eve).get(url).status_code == 403
        assert client.get(url).status_code == 302


def test_untrained_applicant_is_not_approved(decide, ben):
    type(ben.mentor).objects.update(training="none")

    response = decide(action="approve")

    assert "formation suivie ou dispense" in str(response.context["form"].errors)
    ben.mentor.refresh_from_db()
    assert ben.mentor.status == "submitted"
    assert not mail.outbox


def test_refusal_without_a_reason_is_refused(decide, ben):
    response = decide(action="refuse", reason="   ")

    assert "Dites pourquoi" in str(response.context["form"].errors)
    ben.mentor.refresh_from_db()
    assert ben.mentor.status == "submitted"


def test_second_question_waits_for_the_first_answer(decide, ben):
    decide(action="ask", question="Une ?")

    response = decide(action="ask", question="Et deux ?")

    assert "attend déjà sa réponse" in str(response.context["form"].errors)
    assert "Et deux ?" in response.content.decode()
    assert ben.mentor.questions.count() == 1


@pytest.mark.parametrize("answer", ["", "  ", "x" * 1_001, "a\0b"])
def test_answer_that_says_nothing_is_refused(decide, client_for, ben, answer):
    decide(action="ask", question="Avez-vous une voiture ?")

    response = client_for(ben).post(reverse("mentor:apply"), {"answer": answer})

    assert "answer" in response.context["form"].errors
    assert ben.mentor.questions.open().exists()


def test_answer_to_nothing_changes_nothing(client_for, ben):
    response = client_for(ben).post(reverse("mentor:apply"), {"answer": "Bonjour"})

    assert response.url == reverse("mentor:apply")
    assert not ben.mentor.questions.exists()


def test_second_decision_is_refused(decide, ben):
    decide(action="approve")

    response = decide(action="refuse", reason="Trop tard.")

    assert "se refuse" in str(response.context["form"].errors)


def test_unknown_decision_is_403(decide):
    assert decide(action="burn").status_code == 403


def test_step_and_decision_at_once_keep_both(ben, cora):
    """Each was opened before the other was saved."""
    decided = type(ben.mentor).objects.get()
    form = WhenForm({"slots": ["mon-noon"], "max_schools": 4}, instance=ben.mentor)
    assert form.is_valid(), form.errors

    decided.approve(cora)
    form.save()

    decided.refresh_from_db()
    assert (decided.status, decided.max_schools) == ("approved", 4)


def test_decision_on_a_page_opened_before_keeps_what_was_saved_since(ben, cora):
    opened = type(ben.mentor).objects.get()
    type(ben.mentor).objects.update(max_schools=4)

    opened.approve(cora)

    opened.refresh_from_db()
    assert (opened.status, opened.max_schools) == ("approved", 4)
