"""The page that says who could answer one request, and asks one of them."""

import pytest
from django.core import mail
from django.urls import reverse

from community.models import Match
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(agreed):
    return make.RequestFactory(school=agreed)


@pytest.fixture
def url(asked):
    return reverse("planner:suggest", args=[asked.pk])


def test_person_suggested_is_asked_once(
    client_for, cora, ada, asked, url, django_capture_on_commit_callbacks
):
    client, form = client_for(cora), {"mentor": ada.mentor.pk}
    assert [one.mentor for one, _m in client.get(url).context["rows"]] == [
        str(ada.mentor.pk)
    ]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, form)
        said = client.post(url, form, follow=True).content.decode()

    match = Match.objects.get()
    assert (match.origin, match.request, match.status) == (
        "suggestion",
        asked,
        "proposed",
    )
    assert match.reasons
    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert "ne peut plus être proposée" in said


def test_list_of_many_costs_the_same(
    client_for, cora, ada, url, django_assert_max_num_queries
):
    client = client_for(cora)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for _n in range(8):
        make.MentorFactory(commune=ada.mentor.commune)

    # Session, visitor, rights, the request, the problem's own, labels, people, asked.
    with django_assert_max_num_queries(len(few) + 1):
        assert len(client.get(url).context["rows"]) == 9


# Refusals


@pytest.mark.parametrize(("value", "status"), [("", 404), ("x", 404), ("999", 404)])
def test_unknown_person_is_404(client_for, cora, url, value, status):
    assert client_for(cora).post(url, {"mentor": value}).status_code == status


def test_person_out_of_reach_is_not_asked(client_for, cora, ada, asked, url):
    type(asked.school).objects.update(latitude=48.0)

    said = client_for(cora).post(url, {"mentor": ada.mentor.pk}, follow=True)

    assert "ne peut plus être proposée" in said.content.decode()
    assert not Match.objects.exists()


def test_closed_request_suggests_nobody(client_for, cora, ada, asked, url):
    asked.cancel(cora)

    assert client_for(cora).get(url).context["rows"] == []
