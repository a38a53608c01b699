"""Words planted in a volunteer's rows come out only where the table allows.

Every address that the resolver knows is visited by every role: pages, JSON, files, what
suggests while one types, and the administration with its choosers; then the mails.
"""

import html
import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from community.matching.mails import tell_school
from community.models import Match, SessionMessage, SessionReport
from mentors.models import Mail, Mentor
from mentors.profiles.mails import (
    acknowledge,
    announce_application,
    send_answer,
    welcome,
)
from mentors.profiles.questions import ApplicationQuestion
from tests import factories as make
from tests.cms import test_permissions as table
from tests.cms.canary_table import ALLOWED, CANARIES
from tests.cms.permissions_table import POSTS, WHO

pytestmark = pytest.mark.django_db
people, things = table.people, table.things

# What is asked of addresses that answer to words.
ASKED = {
    "communes:suggestions": {"q": "canar"},
    "school:suggestions": {"q": "canari"},
    "library:suggestions": {"q": "canari"},
    "search:site": {"q": "canarvil"},
    "mentor_desk:list": {"q": "nomcan"},
}
# They end the visit, or fail on purpose.
NOT_VISITED = {"/admin/login/", "/admin/logout/", "/admin/failwhale/"}
DIGITS = re.sub(r"\D", "", CANARIES["phone"])


@pytest.fixture
def planted(things, ada, ben, cora):
    """The things of the permissions' table, with a canary in each personal field."""
    town = make.CommuneFactory(
        insee_code="02999", name=CANARIES["commune"], folded_name="canarville"
    )
    for user in (ada, ben):
        user.last_name = CANARIES["last name"]
        user.save()
    Mentor.objects.update(
        phone=CANARIES["phone"],
        commune=town,
        training_waiver=CANARIES["waiver"],
        status_reason=CANARIES["reason"],
    )
    SessionReport.objects.update(notes=CANARIES["notes"])
    Match.objects.update(status="active")
    make.MatchFactory(
        mentor=ada.mentor, status="declined", decline_reason=CANARIES["decline"]
    )
    SessionMessage.objects.create(
        session_id=things["session"],
        side="mentor",
        author=ada,
        text=CANARIES["message"],
    )
    ApplicationQuestion.objects.create(
        mentor=ben.mentor,
        author=cora,
        text="Une voiture ?",
        answer=CANARIES["answer"],
        answered_at=timezone.now(),
    )
    return things


def told(response) -> str:
    """Return what an answer says, files opened and entities read."""
    body = b"".join(response.streaming_content) if response.streaming else None
    body = response.content if body is None else body
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    return html.unescape(body.decode("utf-8", "replace"))


def canaries_in(text: str) -> set[str]:
    """Name the canaries of a text; a telephone however it is written."""
    digits = re.sub(r"[^\d]", "", re.sub(r"(?<=\d)[\s.\-](?=\d)", "", text))
    found = {name for name, word in CANARIES.items() if word in text}
    return found | ({"phone"} if DIGITS[2:] in digits else set())


def leaks(visits) -> list[tuple[str, str, str]]:
    """Return each canary that came out where the table does not allow it."""
    return sorted(
        (name, address, who)
        for who, address, response in visits
        for name in canaries_in(told(response))
        if who not in ALLOWED[name].get(address, ())
    )


def visits(who: str, client: Client, things, names=None):
    """Visit, as one person, every address of ours that answers to a GET."""
    for name in sorted(names or table.our_urls() - set(POSTS)):
        asked = ASKED.get(name, {})
        yield who, name, client.get(table.address(name, things), asked)
    for mentor in Mentor.objects.order_by("pk"):
        url = reverse("mentor_desk:detail", args=[mentor.pk])
        yield who, "mentor_desk:detail", client.get(url)
    url = reverse("own_data")
    yield who, "own_data:export", client.post(url, {"action": "export"})


def admin_addresses() -> list[str]:
    """Every page of the administration that needs no object, choosers included."""
    routes = (route for route, _name in table.named_urls(get_resolver()))
    plain = {f"/{route}" for route in routes if re.fullmatch(r"admin/[\w/\-]*", route)}
    return sorted(plain - NOT_VISITED)


@pytest.mark.parametrize("who", WHO)
def test_canaries_come_out_where_the_table_says(who, people, planted):
    assert leaks(visits(who, people[who], planted)) == []


@pytest.mark.parametrize("who", ["ed", "nat"])
def test_administration_holds_no_canary(who, people, planted):
    client, found = people[who], []
    for address in admin_addresses():
        response = client.get(address, {"q": "canar"})
        found += leaks([(who, address, response)])

    assert found == []


def test_mails_hold_no_canary(planted, ada, ben):
    question = ben.mentor.questions.get()
    acknowledge(ben.mentor)
    announce_application(ben.mentor)
    welcome(ada.mentor)
    send_answer(question)
    tell_school(Match.objects.get(pk=planted["match"]))
    ada.mentor.leave(ada)

    found = {
        letter.kind: canaries_in(letter.subject + letter.text)
        for letter in Mail.objects.all()
    }
    assert len(found) >= 3
    assert {kind: names for kind, names in found.items() if names} == {}


def test_planted_leak_is_seen(people, planted, monkeypatch):
    """A telephone in the place of a name, where a coordinator reads names only."""
    monkeypatch.setattr(Mentor, "display_name", property(lambda who: who.phone))

    seen = visits("cora", people["cora"], planted, {"request_desk:detail"})

    assert ("phone", "request_desk:detail", "cora") in leaks(seen)


def test_the_net_is_not_blind(people, planted):
    """What is allowed does come out, so a canary would be read if it did elsewhere."""
    seen = set()
    for who in ("ada", "dora", "cora"):
        names = {"requests:school", "mentor:profile", "mentor_desk:list"}
        for _who, address, response in visits(who, people[who], planted, names):
            seen |= {(name, address) for name in canaries_in(told(response))}

    assert seen >= {
        ("phone", "requests:school"),
        ("phone", "mentor:profile"),
        ("phone", "mentor_desk:detail"),
        ("commune", "mentor_desk:list"),
        ("waiver", "mentor_desk:detail"),
        ("answer", "mentor_desk:detail"),
        ("notes", "own_data:export"),
        ("decline", "own_data:export"),
    }
