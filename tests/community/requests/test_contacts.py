"""A school asks for somebody: one open request at a time, by its own contacts."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from community.models import SessionRequest
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client_for, dora):
    client = client_for(dora)
    url = reverse("requests:ask")
    return lambda **data: client.post(url, {"mentors_wanted": "1"} | data)


def test_school_asks(ask, dora, school):
    theme = make.ThemeFactory()

    response = ask(need=" Le sommeil. ", themes=[theme.pk], slots=["thu-evening"])

    request = SessionRequest.objects.get()
    assert response.url == f"{reverse('requests:school')}?ecole={school.uai}"
    assert (request.school, request.author) == (school, dora)
    assert request.need == "Le sommeil."
    assert request.slots == ["thu-evening"]
    assert list(request.themes.all()) == [theme]


def test_school_page_shows_its_request(client_for, dora, school):
    request = make.RequestFactory(school=school)

    response = client_for(dora).get(reverse("requests:school"))

    assert response.context["request_open"] == request
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("status", ["fulfilled", "unmet", "cancelled"])
def test_school_asks_again_once_answered(ask, school, status):
    make.RequestFactory(school=school, status=status)

    ask()

    assert SessionRequest.objects.open().count() == 1


# Refusals


@pytest.mark.parametrize("status", ["submitted", "matching"])
def test_second_open_request_is_not_made(ask, school, status):
    make.RequestFactory(school=school, status=status)

    assert ask().status_code == 302
    assert SessionRequest.objects.count() == 1


def test_database_refuses_two_open_requests(school):
    make.RequestFactory(school=school)

    with pytest.raises(IntegrityError):
        make.RequestFactory(school=school, status="matching")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"mentors_wanted": "6"}, "__all__"),
        ({"mentors_wanted": "0"}, "__all__"),
        ({"slots": ["sun-night"]}, "slots"),
        ({"themes": ["999"]}, "themes"),
        ({"need": "x" * 501}, "need"),
    ],
)
def test_impossible_wish_is_refused(ask, data, field):
    response = ask(**data)

    assert not SessionRequest.objects.exists()
    assert field in response.context["form"].errors


@pytest.mark.parametrize("name", ["school", "ask"])
def test_only_school_contacts_come_in(client_for, client, ada, eve, name):
    url = reverse(f"requests:{name}")

    assert client_for(ada).get(url).status_code == 403
    assert client_for(eve).get(url).status_code == 403
    assert client.get(url).status_code == 302
