"""Whatever `next` holds, one lands on an address of ours: every reader, both ways."""

import pytest
from allauth.account.models import EmailAddress

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
FOREIGN = [
    "index",
    "wagtailadmin_home",
    "admin:index",
    "//⁉evil.test",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "https://evil.test/",
    "https:evil.test",
    "http://[evil.test",
    "http://testserver@evil.test/",
    "javascript:alert(1)",
    "/a\nSet-Cookie: a=b",
    "/\0",
    "\u2028//evil.test",
    "?next=/",
    "",
    "/" + "x" * 5000,
]
OURS = ["/admin/pages/?p=2", "/mes-ateliers/", "http://testserver/mes-ateliers/"]


@pytest.fixture
def ada_with_password(ada):
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def sign_in(client, user, target):
    words = {"login": user.email, "password": PASSWORD, "next": target}
    return client.post("/compte/login/", words)


@pytest.mark.parametrize("target", OURS)
def test_address_of_ours_is_followed(client, ada_with_password, target):
    assert sign_in(client, ada_with_password, target).url == target


@pytest.mark.parametrize("target", FOREIGN)
def test_signing_in_leads_home(client, ada_with_password, target):
    assert client.get("/compte/login/", {"next": target}).status_code == 200
    response = sign_in(client, ada_with_password, target)

    assert response.status_code == 302
    assert response.url == "/compte/bienvenue/"


@pytest.mark.parametrize("target", FOREIGN)
def test_the_admins_gate_leads_to_the_admin(client, client_for, ed, target):
    known = client_for(ed).get("/admin/login/", {"next": target})
    stranger = client.get("/admin/login/", {"next": target})

    assert known.url == "/admin/"
    assert stranger.url == "/compte/login/?next=/admin/"


@pytest.mark.parametrize("target", FOREIGN)
@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("/compte/logout/", "post"),
        ("/compte/logout/", "get"),
        ("/compte/login/code/", "get"),
        ("/compte/signup/", "get"),
        ("/compte/reauthenticate/", "get"),
        ("/_util/login/", "get"),
        ("/admin/logout/", "post"),
        ("/admin/users/", "get"),
    ],
)
def test_no_other_reader_of_it_fails(client_for, eve, url, way, target):
    eve.is_superuser = True
    eve.save()

    response = getattr(client_for(eve), way)(url, {"next": target})

    assert response.status_code in (200, 302)
    assert "evil" not in response.headers.get("Location", "")


@pytest.mark.parametrize("target", [target for target in FOREIGN if target])
def test_wagtail_goes_where_it_would_without(client_for, eve, library_page, target):
    eve.is_superuser = True
    eve.save()
    url = f"/admin/pages/{library_page.pk}/unpublish/"

    response = client_for(eve).post(url, {"next": target})

    assert response.status_code == 302
    assert response.url.startswith("/admin/pages/")


@pytest.fixture
def library_page(db):
    from wagtail.models import Page

    root = Page.objects.get(depth=2)
    return root.add_child(title="Aide", slug="aide", live=True)
