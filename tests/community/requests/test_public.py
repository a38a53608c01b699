"""A head without an account asks for a workshop: find, write, confirm, follow."""

import re
import uuid

import pytest
import time_machine
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from community.models import ConfirmationCode, SessionRequest
from community.requests.following import follow_path
from tests import factories as make

pytestmark = pytest.mark.django_db
SCHOOL_MAIL = "ce.0020001a@exemple.test"


@pytest.fixture
def place(school):
    school.email = SCHOOL_MAIL
    school.save()
    return school


@pytest.fixture
def send(client, place, django_capture_on_commit_callbacks):
    """Send the form, whole but for what the test changes."""
    key = uuid.uuid4()

    def sent(**data):
        values = {
            "key": key,
            "need": "Le sommeil.",
            "contact_name": "Jeanne Petit",
            "contact_role": "directrice",
            "contact_email": SCHOOL_MAIL,
        }
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("ask:ask", args=[place.uai]), values | data)

    return sent


@pytest.fixture
def type_code(client, django_capture_on_commit_callbacks):
    def typed(code=None, **data):
        held = SessionRequest.objects.get()
        code = code or mailed_code()
        url = reverse("ask:confirm", args=[held.key])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"code": code} | data)

    return typed


def mailed_code() -> str:
    return re.search(r"^(\d{3}\u00a0\d{3})$", outbox.outbox[-1].body, re.M)[1]


def wrong_code() -> str:
    return f"{(int(mailed_code().replace(chr(160), '')) + 1) % 1_000_000:06d}"


def test_head_asks_from_a_phone(client, place, send, type_code, cora):
    found = client.get(reverse("ask:find"), {"q": "jean mace"})
    assert reverse("ask:ask", args=[place.uai]) in found.content.decode()
    theme = make.ThemeFactory()
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)

    asked = send(themes=[theme.pk], date_1=tomorrow.isoformat(), equipment=["room"])
    draft = SessionRequest.objects.get()
    assert (draft.status, asked.url) == (
        "draft",
        reverse("ask:confirm", args=[draft.key]),
    )
    assert outbox.outbox[0].to == [SCHOOL_MAIL]

    done = type_code()

    draft.refresh_from_db()
    assert (draft.status, draft.sender, draft.mentors_wanted) == (
        "submitted",
        "school",
        1,
    )
    assert draft.dates == [tomorrow.isoformat()]
    assert list(draft.themes.all()) == [theme]
    assert done.url == follow_path(draft)
    page = client.get(done.url).content.decode()
    assert "bien reçue" in page
    assert "Le sommeil." in page
    told = [message.to for message in outbox.outbox[1:]]
    assert told == [[SCHOOL_MAIL], [cora.email]]
    assert done.url in outbox.outbox[1].body
    assert not client.cookies


def test_sent_twice_is_one_request_and_one_mail(send):
    first, second = send(), send(need="Le sommeil, surtout.")

    assert first.url == second.url
    assert SessionRequest.objects.get().need == "Le sommeil, surtout."
    assert len(outbox.outbox) == 1


def test_code_is_never_stored(send):
    send()
    code = mailed_code().replace("\u00a0", "")

    stored = ConfirmationCode.objects.values().get()
    assert code not in map(str, stored.values())
    from mentors.models import Mail

    kept = Mail.objects.get()
    assert code not in kept.text + kept.subject.replace("\u00a0", "")


def test_confirmed_twice_changes_nothing(send, type_code):
    send()
    code = mailed_code()
    type_code(code)
    mails = len(outbox.outbox)

    again = type_code(code)

    assert again.status_code == 302
    assert SessionRequest.objects.get().status == "submitted"
    assert len(outbox.outbox) == mails


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("CE.0020001A@exemple.test", "school"),
        ("jeanne.petit@ac-amiens.fr", "academy"),
        ("jeanne@ac-amiens.fr.exemple.test", "other"),
        ("jeanne@exemple.test", "other"),
    ],
)
def test_address_is_told_apart(send, type_code, address, sender):
    send(contact_email=address)
    type_code()

    assert SessionRequest.objects.get().sender == sender
    warned = any("autre adresse" in m.body for m in outbox.outbox)
    assert warned is (sender == "other")


def test_answer_does_not_say_whose_address_it_is(send, dora):
    """A known account, the school's mailbox or nobody's: the same page, one mail."""
    pages = {send(contact_email=who).status_code for who in (dora.email, SCHOOL_MAIL)}

    assert pages == {302}


# Refusals


def test_wrong_code_sends_nothing(send, type_code):
    send()

    refused = type_code(wrong_code())

    assert refused.status_code == 400
    assert SessionRequest.objects.get().status == "draft"


def test_five_tries_then_the_right_code_is_refused_too(send, type_code):
    send()
    good, bad = mailed_code(), wrong_code()
    for _time in range(5):
        type_code(bad)

    assert type_code(good).status_code == 400
    assert ConfirmationCode.objects.get().tries == 5


def test_code_expires(send, type_code):
    send()
    code = mailed_code()

    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=31)):
        assert type_code(code).status_code == 400


def test_new_code_replaces_the_old_and_waits_a_minute(send, type_code):
    send()
    old = mailed_code()
    type_code("000000", again="1")
    assert len(outbox.outbox) == 1

    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=2)):
        type_code("000000", again="1")
        assert len(outbox.outbox) == 2
        if old != mailed_code():
            assert type_code(old).status_code == 400
        assert type_code().status_code == 302


def test_no_more_than_four_codes(send, type_code):
    send()
    for minutes in range(2, 20, 2):
        with time_machine.travel(timezone.now() + timezone.timedelta(minutes=minutes)):
            type_code("000000", again="1")

    assert len(outbox.outbox) == 4


def test_nobodys_mailbox_is_filled(client, place, send):
    for _time in range(9):
        send(key=uuid.uuid4(), contact_email="victime@exemple.test")

    assert len(outbox.outbox) == 6


def test_network_that_asks_too_often_keeps_its_text(send):
    answers = [send(key=uuid.uuid4()) for _time in range(21)]

    assert answers[-1].status_code == 400
    assert "Le sommeil." in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"need": ""}, "need"),
        ({"need": "x" * 501}, "need"),
        ({"contact_email": "pas une adresse"}, "contact_email"),
        ({"contact_email": "a@b.test\nBcc: x@y.test"}, "contact_email"),
        ({"contact_name": ""}, "contact_name"),
        ({"contact_name": "x" * 81}, "contact_name"),
        ({"date_1": "2020-01-01"}, "date_1"),
        ({"date_2": "31/02/é"}, "date_2"),
        ({"mentors_wanted": "6"}, "__all__"),
        ({"expected_people": "0"}, "expected_people"),
        ({"equipment": ["piano"]}, "equipment"),
        ({"key": "forged"}, "key"),
        ({"precision": "machine"}, "__all__"),
        ({"need": "a\x00\ud800"}, None),
    ],
)
def test_impossible_wish_is_said_and_kept(send, data, field):
    data = {k: v if v != "a\x00\ud800" else "a\x00" for k, v in data.items()}
    answer = send(**data)

    if field is None:
        assert SessionRequest.objects.get().need == "a"
    else:
        assert answer.status_code == 400
        assert field in answer.context["form"].errors
        assert "directrice" in answer.content.decode()
        assert not SessionRequest.objects.exists()


@pytest.mark.parametrize("state", [{"status": "closed"}, {"opted_out": True}])
def test_school_that_takes_no_workshop_is_not_offered(client, send, place, state):
    for name, value in state.items():
        setattr(place, name, value)
    place.save()

    found = client.get(reverse("ask:find"), {"q": place.uai})

    assert reverse("ask:ask", args=[place.uai]) not in found.content.decode()
    assert send().status_code == 404


def test_school_that_opts_out_meanwhile_receives_nothing(send, type_code, place):
    send()
    place.opted_out = True
    place.save()

    assert type_code().status_code == 400
    assert SessionRequest.objects.get().status == "draft"


def test_request_under_way_is_said_only_to_who_confirmed(send, type_code, place):
    make.RequestFactory(school=place)
    asked = send()
    assert asked.status_code == 302
    draft = SessionRequest.objects.get(status="draft")

    from django.test import Client

    url = reverse("ask:confirm", args=[draft.key])
    refused = Client().post(url, {"code": mailed_code()})

    assert "déjà en cours" in refused.content.decode()


def test_form_from_elsewhere_is_refused(client, place):
    url = reverse("ask:ask", args=[place.uai])

    assert client.post(url, {}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post(url, {"need": "x" * 30_000}).status_code == 413


def test_follow_link_cancels_only_by_post(client, send, type_code):
    send()
    url = type_code().url
    client.get(url)
    assert SessionRequest.objects.get().status == "submitted"

    client.post(url, {"action": "cancel"})

    assert SessionRequest.objects.get().status == "cancelled"
    assert client.get(url[:-2] + "/").status_code == 404
