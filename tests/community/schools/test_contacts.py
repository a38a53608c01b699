"""Contacts of a school: invited by a link that opens once, several schools, removed."""

import re

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from community.models import SchoolContact, SchoolInvitation
from mentors.models import Mail
from resources.privacy.acting import purge
from tests import factories as make
from tests.simultaneous import PEOPLE, at_once

pytestmark = pytest.mark.django_db
NAMES = {"first_name": "Jeanne", "last_name": "Petit"}
LATER = timezone.timedelta(days=15)


@pytest.fixture
def invite(client_for, cora, school, django_capture_on_commit_callbacks):
    """Invite somebody and return the link that was mailed."""
    client = client_for(cora)
    url = reverse("schools:contacts", args=[school.uai])

    def invited(email="jeanne@exemple.test", role="directrice") -> str:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url, {"email": email, "role": role})
        return re.search(r"/invitation-ecole/\S+", outbox.outbox[-1].body)[0]

    return invited


def test_invited_person_accepts_and_is_at_home(client, invite, school):
    link = invite()
    assert outbox.outbox[-1].to == ["jeanne@exemple.test"]
    shown = client.get(link)
    assert shown.status_code == 200
    assert not SchoolContact.objects.exists()

    done = client.post(link, NAMES, follow=True)

    contact = SchoolContact.objects.get()
    assert (contact.school, contact.role) == (school, "directrice")
    assert contact.user.get_full_name() == "Jeanne Petit"
    assert not contact.user.has_usable_password()
    assert done.context["school"] == school
    assert shown["Referrer-Policy"] == "same-origin"


def test_link_is_kept_nowhere(client, invite):
    token = invite().rstrip("/").rpartition("/")[2]

    assert token not in str(SchoolInvitation.objects.values().get())
    assert token not in Mail.objects.get().text


def test_scanner_that_opens_the_link_uses_nothing_up(client, invite):
    link = invite()
    for _time in range(3):
        Client().get(link)
        Client().head(link)

    client.post(link, NAMES)

    assert SchoolContact.objects.count() == 1


def test_account_that_exists_is_linked_and_must_sign_in(client, invite, eve):
    link = invite(eve.email)
    assert "first_name" not in client.get(link).content.decode()

    done = client.post(link)

    assert eve.school_contacts.count() == 1
    assert client.get(done.url).url.startswith("/compte/login/")


def test_signed_in_person_accepts_with_that_account(client_for, invite, eve):
    link = invite("autre@exemple.test")

    client_for(eve).post(link)

    assert eve.school_contacts.count() == 1
    assert not User.objects.filter(email="autre@exemple.test").exists()


def test_one_person_answers_for_several_schools(client_for, dora, school):
    other = make.SchoolFactory(name="École Zola")
    make.SchoolContactFactory(user=dora, school=other)
    elsewhere = make.SchoolFactory()
    client, url = client_for(dora), reverse("requests:school")

    first, second = client.get(url), client.get(url, {"ecole": other.uai})

    assert first.context["school"] == school
    assert second.context["school"] == other
    assert other.name in first.content.decode()
    assert client.get(url, {"ecole": elsewhere.uai}).status_code == 404
    client.post(f"{reverse('requests:ask')}?ecole={other.uai}", {})
    assert other.requests.count() == 1


def test_second_invitation_replaces_the_first(client, invite):
    old, new = invite(), invite()

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_coordinator_removes_a_contact(client_for, cora, dora, school):
    url = reverse("schools:contacts", args=[school.uai])
    client_for(cora).post(url, {"remove": dora.school_contacts.get().pk})

    assert client_for(dora).get(reverse("requests:school")).status_code == 403


# Refusals


def test_used_link_says_so(client, invite):
    link = invite()
    client.post(link, NAMES)

    again = Client().get(link)

    assert (again.status_code, "déjà servi" in again.content.decode()) == (410, True)
    Client().post(link, NAMES)
    assert SchoolContact.objects.count() == 1


def test_expired_link_says_so(client, invite):
    link = invite()

    with time_machine.travel(timezone.now() + LATER):
        page = client.get(link)
        client.post(link, NAMES)

    assert (page.status_code, "ne vaut plus" in page.content.decode()) == (410, True)
    assert not SchoolContact.objects.exists()
    assert not User.objects.filter(email="jeanne@exemple.test").exists()


def test_withdrawn_link_is_unknown(client, client_for, cora, invite, school):
    link = invite()
    url = reverse("schools:contacts", args=[school.uai])
    client_for(cora).post(url, {"withdraw": SchoolInvitation.objects.get().pk})

    assert client.get(link).status_code == 404
    assert client.post(link, NAMES).status_code == 404


@pytest.mark.parametrize("state", [{"status": "closed"}, {"opted_out": True}])
def test_school_that_takes_no_part_invites_nobody(
    client, client_for, cora, invite, school, state
):
    link = invite()
    type(school).objects.update(**state)
    url = reverse("schools:contacts", args=[school.uai])

    client_for(cora).post(url, {"email": "b@exemple.test", "role": "CPE"})

    assert SchoolInvitation.objects.count() == 1
    assert client.get(link).status_code == 410
    client.post(link, NAMES)
    assert not SchoolContact.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"email": "é", "role": "CPE"},
        {"email": "a@b.test\nBcc: c@d.test", "role": "CPE"},
        {"email": "a@exemple.test", "role": ""},
        {"email": "a@exemple.test", "role": "x" * 81},
        {"remove": "²"},
        {"withdraw": "9" * 30},
    ],
)
def test_impossible_invitation_is_refused(client_for, cora, school, data):
    url = reverse("schools:contacts", args=[school.uai])

    assert client_for(cora).post(url, data).status_code < 500
    assert not SchoolInvitation.objects.exists()


def test_contact_is_not_invited_again(client_for, cora, dora, school):
    url = reverse("schools:contacts", args=[school.uai])
    page = client_for(cora).post(url, {"email": dora.email.upper(), "role": "CPE"})

    assert "déjà un contact" in page.content.decode()


def test_old_invitations_are_forgotten(invite):
    invite()
    purge(timezone.localdate(), dry_run=False)
    assert SchoolInvitation.objects.exists()

    with time_machine.travel(timezone.now() + timezone.timedelta(days=106)):
        purge(timezone.localdate(), dry_run=False)
    assert not SchoolInvitation.objects.exists()


@pytest.mark.slow
def test_accepted_twenty_times_at_once_is_one_contact(
    shared_database, client_for, cora, school
):
    from community.schools.contacts import invite as write

    for number in range(3):
        _one, token = write(school, f"j{number}@exemple.test", "directrice", cora)
        link = reverse("invitation:open", args=[token])

        answers = at_once(lambda url: Client().post(url, NAMES), [link] * PEOPLE)

        assert all(getattr(a, "status_code", 500) < 500 for a in answers), answers
        assert SchoolContact.objects.count() == number + 1
