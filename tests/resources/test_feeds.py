"""Atom feeds, sitemap and robots: valid, complete, and nothing that is not public."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from resources.feeds import sitemap
from resources.library.models import ResourcePage
from resources.models import (
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
    NewsIndexPage,
    NewsPage,
    Theme,
)
from tests.cms.permissions_table import rows
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def feed_of(client, url="/ressources/flux/"):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    # RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have.
    for name in ("id", "title", "updated", "author"):
        assert root.find(ATOM + name) is not None, name
    entries = root.findall(ATOM + "entry")
    for entry in entries:
        for name in ("id", "title", "updated", "link", "summary"):
            assert entry.find(ATOM + name) is not None, name
    return entries


def texts(entries, name):
    return [entry.find(ATOM + name).text for entry in entries]


def map_of(client, url="/sitemap.xml"):
    response = client.get(url)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def places(root):
    return [loc.text for loc in root.iter(f"{MAP}loc")]


def test_feed_gives_the_latest_first(client, index):
    publish(index, "ancienne")
    ResourcePage.objects.update(
        first_published_at=timezone.now() - dt.timedelta(days=900)
    )
    publish(index, "nouvelle", title="<b>Nouvelle</b> & \x07")
    entries = feed_of(client)
    assert texts(entries, "title") == ["<b>Nouvelle</b> & ", "Ancienne"]
    # Checked long after it was published: the check is the news.
    assert texts(entries, "updated")[1].startswith("2026-09-01T00:00:00")


def test_entry_keeps_its_name_when_its_title_and_address_change(client, index):
    page = publish(index, "avant")
    (before,) = texts(feed_of(client), "id")
    page.title, page.slug = "Après", "apres"
    page.save_revision().publish()
    assert texts(feed_of(client), "id") == [before]
    assert before.startswith("tag:127.0.0.1,")


def test_feed_of_a_theme_holds_its_children(client, index):
    publish(index, "nuit", theme="sommeil")
    publish(index, "autre", theme="creer", themes=["temps-ecran"])
    publish(index, "loin", theme="arnaques")
    url = "/ressources/flux/temps-ecran/"
    assert set(texts(feed_of(client, url), "title")) == {"Nuit", "Autre"}
    assert client.get("/ressources/flux/inconnu/").status_code == 404


def test_feed_of_a_collection_and_of_news(client, index):
    home, theme = index.get_parent(), Theme.objects.get(slug="creer")
    top = home.add_child(instance=CollectionIndexPage(title="M", slug="mallettes"))
    kit = CollectionPage(title="Kit", slug="kit", summary="x", theme=theme)
    top.add_child(instance=kit)
    CollectionItem.objects.create(collection=kit, resource=publish(index, "dedans"))
    publish(index, "dehors")
    entries = feed_of(client, "/ressources/flux/mallettes/kit/")
    assert texts(entries, "title") == ["Dedans"]

    top = home.add_child(instance=NewsIndexPage(title="A", slug="actualites"))
    news = top.add_child(instance=NewsPage(title="Réunion", summary="Jeudi."))
    news.save_revision().publish()
    assert texts(feed_of(client, "/actualites/flux/"), "title") == ["Réunion"]


def test_feed_stops_at_fifty_and_asks_the_same(
    client, index, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("resources.feeds.atom.MOST", 3)
    for number in range(5):
        publish(index, f"page-{number}")
    client.get("/ressources/flux/")
    # the library's page and its restrictions, restrictions, resources, their themes.
    with django_assert_max_num_queries(6):
        assert len(feed_of(client)) == 3


def test_map_holds_public_pages_with_their_dates(client, index, aisne):
    page = publish(index, "telephone")
    root = map_of(client)
    assert f"http://testserver{page.get_url()}" in places(root)
    for path in ("/", "/ressources/", "/territoires/aisne/", "/donnees-ouvertes/"):
        assert f"http://testserver{path}" in places(root)
    assert root.find(f".//{MAP}lastmod") is not None


def test_map_pairs_translations(client, index):
    original = publish(index, "telephone")
    other = publish(index, "telefon", language="tr")
    ResourcePage.objects.filter(pk=other.pk).update(translation_of=original)
    links = map_of(client).findall(f".//{XHTML}link")
    assert [link.get("hreflang") for link in links] == ["fr", "tr"] * 2


def test_long_map_is_cut(client, index, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    publish(index, "telephone")
    parts = places(map_of(client))
    assert parts[0] == "http://testserver/sitemap-1.xml"
    found = [place for url in parts for place in places(map_of(client, url))]
    assert len(found) == len(set(found)) >= 4
    assert client.get("/sitemap-99.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_map_asks_the_same_whatever_it_holds(
    client, index, django_assert_max_num_queries
):
    for number in range(8):
        publish(index, f"page-{number}")
    client.get("/sitemap.xml")
    # site, restrictions, pages, root; restrictions, translations; territories.
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_robots_leave_members_alone(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /compte/" in lines
    assert "Disallow: /" not in lines


def test_every_closed_address_is_named_to_robots(client, db):
    from django.urls import reverse

    from tests.cms.permissions_table import ARGUMENTS

    text = client.get("/robots.txt").content.decode()
    closed = [part[10:] for part in text.splitlines() if part.startswith("Disallow")]
    stand_in = {"school": "0020000A", "twin": "0020000A", "signatory": 1}
    for name, row in rows().items():
        if row["anonymous"] == 302:
            given = ARGUMENTS.get(name, {})
            given = {
                key: 1 if key == "pk" else stand_in.get(value, value)
                for key, value in given.items()
            }
            assert reverse(name, kwargs=given).startswith(tuple(closed)), name
