"""The page cache: what is kept, for whom, how long; what it must never keep."""

import gzip

import brotli
import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from cms.cache import clock, middleware
from cms.cache.shelf import Entry, Shelf, read_part
from resources.generations.models import FIGURES, SITE, renew, renew_on_commit, tokens
from resources.generations.public import share
from tests import factories as make
from tests.resources.library import make_index, publish

URL = "/ressources/"


@pytest.fixture
def cached(monkeypatch):
    """The page cache turned on, empty; it asks for the generations at each request."""
    monkeypatch.setattr(middleware.shelf, "seconds", 300)
    middleware.shelf.clear()
    yield middleware.shelf
    middleware.shelf.clear()


@pytest.fixture
def library(db):
    index = make_index()
    publish(index, "premier-telephone", title="Premier téléphone")
    return index


def test_second_visit_asks_only_for_the_generations(
    client, library, cached, django_assert_num_queries
):
    first = client.get(URL)
    with django_assert_num_queries(1):
        second = client.get(URL)

    assert second.content == first.content
    assert second.headers == first.headers
    assert "Set-Cookie" not in second


def test_headers_of_a_kept_page_are_those_of_the_site(client, library, cached):
    client.get(URL)
    headers = client.get(URL).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"]


def test_signed_in_visitor_gets_the_same_page_and_leaves_no_trace(
    client, library, cached, client_for, eve
):
    signed_in = client_for(eve).get(URL)
    anonymous = client.get(URL)

    assert signed_in.content == anonymous.content
    assert "Cookie" not in anonymous.get("Vary", "")


@pytest.mark.parametrize(
    ("header", "encoding", "read"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_compressed_once_for_every_visitor(
    client, library, cached, header, encoding, read
):
    plain = client.get(URL).content
    response = client.get(URL, headers={"Accept-Encoding": header})

    assert response.get("Content-Encoding") == encoding
    assert read(response.content) == plain
    assert int(response["Content-Length"]) == len(response.content)
    assert response["Vary"] == "Accept-Encoding"


def test_known_page_is_not_sent_again(client, library, cached):
    etag = client.get(URL)["ETag"]
    response = client.get(URL, headers={"If-None-Match": f'"other", {etag}'})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


def test_head_is_answered_from_a_kept_page(
    client, library, cached, django_assert_num_queries
):
    client.get(URL)
    with django_assert_num_queries(1):
        assert client.head(URL).status_code == 200


def test_publishing_shows_at_the_next_request(client, library, cached):
    before = client.get(URL).content.decode()
    publish(library, "sommeil", title="Le sommeil des enfants")
    after = client.get(URL).content.decode()

    assert "Le sommeil des enfants" not in before
    assert "Le sommeil des enfants" in after


@pytest.mark.parametrize("act", ["unpublish", "delete", "restrict"])
def test_withdrawn_page_leaves_at_the_next_request(
    client, library, cached, act, django_capture_on_commit_callbacks
):
    page = publish(library, "retrait")
    address = f"{URL}retrait/"
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        if act == "restrict":
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        else:
            getattr(page, act)()

    assert client.get(address).status_code in (302, 404)


def test_figures_show_at_the_next_request(
    client, db, cached, django_capture_on_commit_callbacks
):
    before = client.get("/territoires/").content
    with django_capture_on_commit_callbacks(execute=True):
        make.PartnershipFactory()

    assert client.get("/territoires/").content != before


def test_address_with_a_tracker_takes_the_page_without_it(
    client, library, cached, django_assert_num_queries
):
    page = client.get(URL + "?theme=ecrans&utm_source=x")
    client.get(URL + "?theme=ecrans")
    with django_assert_num_queries(1):
        again = client.get(URL + "?fbclid=1&theme=ecrans&utm_source=y")

    assert again.content == page.content
    assert len(cached._entries) == 1


def test_parameters_are_told_apart(client, library, cached):
    assert client.get(URL + "?q=sommeil").content != client.get(URL).content
    assert read_part("b=2&a=1&a=0", None) == "a=1&a=0&b=2"
    assert read_part("q=x&z=1", frozenset({"q"})) == "q=x"


def test_member_page_and_post_are_never_kept(client_for, ada, cached, client, library):
    client_for(ada).get("/mes-ateliers/")
    client.get("/compte/login/")
    client.post(URL)

    assert not cached._entries


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r.set_cookie("a", "b"),
        lambda r: r.headers.__setitem__("Vary", "Cookie"),
        lambda r: r.headers.__setitem__("Cache-Control", "private"),
        lambda r: setattr(r, "status_code", 404),
    ],
)
def test_response_that_knows_its_visitor_is_not_kept(cached, db, spoil):
    def view(request):
        response = share(HttpResponse("x" * 600))
        spoil(response)
        return response

    request = RequestFactory().get("/")
    middleware.PageCacheMiddleware(view)(request)

    assert not cached._entries


def test_view_that_says_nothing_is_not_kept(cached, db):
    serve = middleware.PageCacheMiddleware(lambda request: HttpResponse("mine"))
    serve(RequestFactory().get("/"))

    assert not cached._entries


def test_shelf_forgets_the_oldest_and_the_late():
    now = [0.0]
    shelf = Shelf(most_bytes=40_000, seconds=10, clock=lambda: now[0])
    places = [("http", "h", f"/{n}") for n in range(30)]
    for place in places:
        shelf.keep(place, "", frozenset(), Entry({}, "", {"": b"x" * 1_000}))

    assert shelf.bytes <= 40_000
    assert shelf.find(places[0], "", {}) is None
    assert shelf.find(places[-1], "", {})
    now[0] = 10.0
    assert shelf.find(places[-1], "", {}) is None


def test_page_too_large_for_the_shelf_is_not_kept():
    shelf = Shelf(most_bytes=40_000, seconds=10)
    place = ("http", "h", "/")
    shelf.keep(place, "", frozenset(), Entry({}, "", {"": b"x" * 39_000}))

    assert shelf.find(place, "", {}) is None
    assert shelf.bytes == 0


def test_generations_last_known_hold_while_the_database_is_away(monkeypatch, db):
    renew(SITE)
    known = clock.Generations(0)
    before = known.now()

    def away():
        raise DatabaseError

    monkeypatch.setattr(clock, "tokens", away)
    assert known.now() == before != {}


def test_one_transaction_renews_once(db, django_capture_on_commit_callbacks):
    before = tokens().get(FIGURES)
    with django_capture_on_commit_callbacks(execute=True) as calls:
        for _time in range(3):
            renew_on_commit(FIGURES)
        renew_on_commit(SITE)

    assert len(calls) == 2
    assert tokens()[FIGURES] != before
