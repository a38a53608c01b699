"""The coordinators' requests: the urgent first, answered, told, their own only."""

import datetime as dt

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.models import SessionRequest
from community.requests.choices import MOVES
from community.requests.daily import tell_late_answers
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def held(school, dora):
    return make.RequestFactory(school=school, author=dora)


@pytest.fixture
def act(client_for, cora, held, django_capture_on_commit_callbacks):
    client = client_for(cora)
    url = reverse("request_desk:detail", args=[held.pk])

    def acted(action, note=""):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"action": action, "note": note})

    return acted


def test_coordinator_answers_and_the_school_knows(act, held, cora, dora):
    answer = act("take_up", "Nous regardons vendredi.")

    held.refresh_from_db()
    assert answer.status_code == 302
    assert (held.status, bool(held.answered_at)) == ("matching", True)
    assert outbox.outbox[0].to == [dora.email]
    assert "vendredi" in outbox.outbox[0].body
    entry = ModelLogEntry.objects.for_instance(held).get()
    assert (entry.action, entry.user) == ("requests.matching", cora)
    assert entry.data["before"] == "submitted"


def test_something_else_is_offered_and_the_school_waits(act, held, dora, school):
    near = make.SchoolFactory(latitude=school.latitude + 0.05)
    make.SessionFactory(school=near, starts_at=timezone.now() + dt.timedelta(days=3))
    far = make.SchoolFactory(latitude=school.latitude + 1)
    make.SessionFactory(school=far, starts_at=timezone.now() + dt.timedelta(days=3))

    act("offer")

    held.refresh_from_db()
    assert held.status == "matching"
    assert list(SessionRequest.objects.waiting_list()) == [held]
    body = outbox.outbox[0].body
    assert str(near) in body
    assert str(far) not in body


def test_page_shows_who_lives_near(client_for, cora, held, ada):
    page = client_for(cora).get(reverse("request_desk:detail", args=[held.pk]))

    assert ada.mentor.display_name in page.content.decode()
    assert [m for m, _km in page.context["offered"].mentors] == [ada.mentor]


def test_list_shows_what_is_late_first_and_filters(client_for, cora):
    answered = make.RequestFactory(status="matching", answered_at=timezone.now())
    late = make.RequestFactory(answer_due_on=TODAY() - dt.timedelta(days=1))
    new = make.RequestFactory()
    make.RequestFactory(status="draft")
    client = client_for(cora)

    def shown(**query):
        return list(client.get(reverse("request_desk:list"), query).context["requests"])

    assert shown() == [late, new, answered]
    assert shown(etat="late") == [late]
    assert shown(etat="matching") == [answered]
    assert shown(etat="draft") == shown(etat="é", territoire="\0") == shown()
    assert shown(q=late.school.name) == [late]


@pytest.mark.parametrize("page", ["é", "-1", "999"])
def test_page_that_is_none_is_not_an_error(client_for, cora, held, page):
    answer = client_for(cora).get(reverse("request_desk:list"), {"page": page})

    assert answer.status_code in (200, 404)


def test_stand_in_is_told_once_when_the_day_is_over(
    held, cora, django_capture_on_commit_callbacks
):
    stand_in = make.CoordinatorFactory(is_stand_in=True).user
    SessionRequest.objects.update(answer_due_on=TODAY() - dt.timedelta(days=1))
    make.RequestFactory()

    with django_capture_on_commit_callbacks(execute=True):
        assert tell_late_answers(TODAY()) == 1
        assert tell_late_answers(TODAY()) == 0

    assert [message.to for message in outbox.outbox] == [[stand_in.email]]


def test_nobody_is_told_before_the_day_is_over(held):
    make.CoordinatorFactory(is_stand_in=True)
    SessionRequest.objects.update(answer_due_on=TODAY())

    assert tell_late_answers(TODAY()) == 0


def test_closed_account_and_other_territory_are_not_told(held, zoe):
    gone = make.UserFactory(is_active=False)
    make.CoordinatorFactory(user=gone, is_stand_in=True)
    make.CoordinatorFactory(territory_id="95", is_stand_in=True)

    assert tell_late_answers(TODAY() + dt.timedelta(days=30)) == 0


# Refusals


@pytest.mark.parametrize("status", list(MOVES))
def test_states_lead_only_where_they_may(school, cora, status):
    answered = {"answered_at": timezone.now()}
    for to, name in [
        ("matching", "take_up"),
        ("planned", "plan"),
        ("fulfilled", "fulfil"),
        ("unmet", "give_up"),
        ("cancelled", "cancel"),
    ]:
        request = make.RequestFactory(
            school=make.SchoolFactory(), status=status, **answered
        )
        if to in MOVES[status]:
            getattr(request, name)(cora, "mot")
            request.refresh_from_db()
            assert request.status == to
        else:
            with pytest.raises(ValidationError):
                getattr(request, name)(cora, "mot")


def test_no_solution_is_never_said_without_a_word(act, held):
    answer = act("give_up")

    assert "Dites pourquoi" in answer.content.decode()
    assert SessionRequest.objects.get().status == "submitted"
    assert not outbox.outbox


def test_same_answer_twice_is_one_answer(act, held):
    act("take_up")
    again = act("take_up")

    assert "déjà à l’état" in again.content.decode()
    assert len(outbox.outbox) == 1


def test_unknown_action_changes_nothing(act, held):
    assert "Choisissez une réponse" in act("delete").content.decode()


def test_draft_is_not_shown(client_for, cora, school):
    draft = make.RequestFactory(school=school, status="draft")

    url = reverse("request_desk:detail", args=[draft.pk])
    assert client_for(cora).get(url).status_code == 404


def test_queries_do_not_grow_with_requests(
    client_for, cora, django_assert_max_num_queries
):
    """Session and its activity (4), person, roles, rights, territories, requests."""
    for _time in range(12):
        make.RequestFactory()
    client = client_for(cora)

    with django_assert_max_num_queries(15):
        client.get(reverse("request_desk:list"))
