"""Every address × every role, found through the resolver; and what a GET may not do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.utils import timezone
from wagtail.models import Page

from cms.urls import urlpatterns
from community.matching.links import school_token_for
from community.matching.links import token_for as proposal_token
from community.partnerships.links import token_for
from community.sessions import next_day, school_links
from community.sessions.attestations import issue
from community.sessions.follow_up import path_for
from tests import factories as make
from tests.cms.permissions_table import ARGUMENTS, NOT_OURS, POSTS, WHO, rows

ROWS = rows()
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# A visit leaves its trace in these; nothing of the site's own.
TRACES = ("django_session", "usersessions_usersession")


def named_urls(resolver: Any, route: str = "", space: str = "") -> Iterator[tuple]:
    """Yield the route and full name of each pattern under `resolver`."""
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_urls(pattern, here, inner)
        else:
            yield here, f"{space}{pattern.name}"


def our_urls() -> set[str]:
    """Names of our routes: all that cms/urls.py names itself, and our includes'."""
    top = get_resolver()
    direct = {p.name for p in top.url_patterns if isinstance(p, URLPattern)}
    return direct | {
        name for route, name in named_urls(top) if not route.startswith(tuple(NOT_OURS))
    }


def free_match(school: Any) -> Any:
    """Both said yes, and no date is chosen yet."""
    return make.MatchFactory(school=school, status="active")


@pytest.fixture
def things(ada, ben, school):
    """The objects of the table's routes, by the word that stands for each."""
    session = make.SessionFactory(mentor=ada.mentor, school=school)
    report = make.ReportFactory(mentor=ada.mentor, school=school)
    partnership = make.PartnershipFactory(schools=[school])
    signatory = make.SignatoryFactory(
        partnership=partnership,
        email=ada.email,
        signed_at=timezone.now(),
        method="paper",
        scan=ContentFile(b"%PDF-", name="scan.pdf"),
    )
    accepted = make.MatchFactory(school=school, status="accepted")
    return {
        "match": make.MatchFactory(mentor=ada.mentor, school=school).pk,
        "session": session.pk,
        "report": report.pk,
        "attestation": issue(ada.mentor, report.held_on, report.held_on, ada).pk,
        "next day link": next_day.path_for(session).split("/")[-2],
        "session link": school_links.session_token(session),
        "match link": school_token_for(free := free_match(school)),
        "free": free.pk,
        "public code": session.public_code,
        "school link": path_for(report).split("/")[-2],
        "partnership": partnership.pk,
        "signatory": signatory.pk,
        "signing link": token_for(signatory),
        "accepted": accepted.pk,
        "accepted link": school_token_for(accepted),
        "proposal link": proposal_token(make.MatchFactory(school=school)),
        "applicant": ben.mentor.pk,
        "mentor": ada.mentor.pk,
        "school": school.uai,
        "request": make.RequestFactory(school=school).pk,
        "help": make.HelpRequestFactory().pk,
        "draft": make.RequestFactory(school=school, status="draft").key,
        "page": Page.objects.get(depth=2).pk,
        "twin": make.SchoolFactory().uai,
        "import": make.ImportFactory().pk,
    }


@pytest.fixture
def people(eve, ada, ben, dora, cora, zoe, ed, nat, client_for):
    """A client for each person of the table."""
    users = dict(zip(WHO[1:], (eve, ada, ben, dora, cora, zoe, ed, nat), strict=True))
    clients = {who: client_for(user) for who, user in users.items()}
    return {"anonymous": Client()} | clients


def address(name: str, things: dict[str, Any]) -> str:
    arguments = ARGUMENTS.get(name, {})
    return reverse(name, kwargs={k: things.get(v, v) for k, v in arguments.items()})


def test_every_url_of_ours_has_a_row():
    assert our_urls() == set(ROWS)


def test_new_url_without_a_row_is_seen(monkeypatch):
    planted = path("compte/nouveau/", lambda request: None, name="planted")
    monkeypatch.setattr(get_resolver(), "url_patterns", [*urlpatterns, planted])

    assert our_urls() - set(ROWS) == {"planted"}


@pytest.mark.parametrize("name", ROWS)
def test_row(name, people, things):
    url, found = address(name, things), {}
    for who, client in people.items():
        send = client.post if name in POSTS else client.get
        found[who] = send(url, POSTS.get(name, {})).status_code

    assert found == ROWS[name]


def test_anonymous_is_sent_to_sign_in_and_back(client, things):
    closed = {n: address(n, things) for n in ROWS if ROWS[n]["anonymous"] == 302}
    sent = {
        name: (client.post if name in POSTS else client.get)(url)["Location"]
        for name, url in closed.items()
    }

    back = closed | {"admin_gate": "/admin/", "site_gate": "/compte/bienvenue/"}
    assert sent == {n: f"/compte/login/?next={url}" for n, url in back.items()}


def test_get_never_changes_state(people, things):
    """Each query of each visit is read: none may write but the visit's own trace."""
    found = {}
    for name in ROWS:
        connection.queries_log.clear()  # Django keeps the last 9,000, and says so
        for who, client in people.items():
            with CaptureQueriesContext(connection) as queries:
                client.get(address(name, things))
            if written := [q["sql"] for q in queries if changes_state(q["sql"])]:
                found[name, who] = written

    assert found == {}


def changes_state(sql: str) -> bool:
    return sql.startswith(WRITES) and not any(table in sql for table in TRACES)


def test_address_that_acts_refuses_get(people, things):
    found = {
        name: {client.get(address(name, things)).status_code for client in allowed}
        for name, allowed in (
            ("library:missing", [people["eve"]]),
            ("library:vote", [people["eve"]]),
            ("library:report", [people["eve"]]),
            ("library:comment", [people["eve"]]),
            ("requests:cancel", [people["dora"]]),
            ("matches:answer", [people["ada"]]),
            ("sessions:leave", [people["ada"]]),
            ("sessions:write", [people["ada"]]),
            ("sessions:revoke", [people["ada"]]),
            ("matches:school", [people["dora"], people["cora"], people["nat"]]),
            ("planner:act", [people["cora"], people["nat"]]),
            ("schools:import_act", [people["nat"]]),
        )
    }

    assert found == {name: {405} for name in POSTS}


@pytest.mark.parametrize(
    "name", ["matches:answer", "sessions:log_session", "sessions:report"]
)
def test_another_mentors_object_does_not_exist(name, client_for, things):
    client = client_for(make.MentorFactory().user)
    send = client.post if name in POSTS else client.get

    assert send(address(name, things), POSTS.get(name, {})).status_code == 404


def test_admin_refuses_a_parent_without_a_loop(ada, client_for):
    response = client_for(ada).get("/admin/", follow=True)

    assert response.status_code == 403
    assert [url.split("?")[0] for url, _status in response.redirect_chain] in (
        [],
        ["/admin/login/"],
    )


def test_admin_sends_anonymous_to_our_own_sign_in(client, db):
    response = client.get("/admin/pages/", follow=True)

    assert response.redirect_chain[-1] == ("/compte/login/?next=/admin/pages/", 302)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "target", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"]
)
def test_admin_gate_keeps_nobody_elses_next(client, client_for, ed, target):
    for visitor in (client, client_for(ed)):
        response = visitor.get("/admin/login/", {"next": target})

        assert "ailleurs" not in response["Location"]
        assert "javascript" not in response["Location"]
