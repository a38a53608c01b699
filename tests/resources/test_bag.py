"""« Mon sac » on the server: a sent selection, the page without network, the worker."""

import datetime as dt
import json
import re
from copy import deepcopy

import pytest
from django.contrib.staticfiles import finders
from wagtail.models import PageViewRestriction

from resources.bag import worker
from resources.generations.models import SITE, renew
from resources.help.models import HelpContact
from tests.resources.library import publish

URL = "/sac/"


@pytest.fixture(scope="module")
def kept_library(kept_index):
    publish(kept_index, "devoirs", title="Les devoirs", minutes=5)
    publish(kept_index, "sommeil", title="Le sommeil", minutes=7)
    return kept_index


@pytest.fixture
def library(db, kept_library):
    return deepcopy(kept_library)


def shell(client) -> dict:
    first = client.get("/sw.js").content.decode().splitlines()[0]
    return json.loads(first.removeprefix("const SHELL = ").removesuffix(";"))


def sent(client, *slugs: str) -> list[str]:
    """Return the titles of the selection, in the order of the page."""
    html = client.get(URL, {"r": slugs}).content.decode()
    return re.findall(r'data-title="([^"]+)"', html)


# ---------------------------------------------------------------- a sent selection


def test_sent_bag_is_read_without_javascript(client, library):
    html = client.get(f"{URL}?r=sommeil&r=devoirs").content.decode()

    assert "Une sélection pour vous" in html
    assert html.index('href="/ressources/sommeil/"') < html.index(
        'href="/ressources/devoirs/"'
    )
    assert "2 ressources, 12 minutes de lecture" in html
    assert '<meta name="robots" content="noindex">' in html


def test_own_bag_is_the_same_page_for_everyone(client, library, client_for, eve):
    mine = client.get(URL)

    assert mine.content == client_for(eve).get(URL).content
    assert "Mon sac" in mine.content.decode()
    assert not mine.cookies
    assert "data-bag-empty" in mine.content.decode()
    assert "<noscript>" in mine.content.decode()


def test_duplicates_and_unknown_are_passed_over(client, library):
    assert sent(client, "devoirs", "inconnue", "devoirs") == ["Les devoirs"]


@pytest.mark.parametrize("slug", ["", "\0", "é" * 300, "../admin", "<b>", "a b", "%"])
def test_nonsense_is_no_resource(client, library, slug):
    response = client.get(URL, {"r": slug})

    assert response.status_code == 200
    assert "ne sont plus en ligne" in response.content.decode()


def test_draft_is_not_sent(client, library):
    publish(library, "brouillon").unpublish()

    assert sent(client, "brouillon") == []


def test_private_resource_is_not_sent(client, library):
    page = publish(library, "reservee")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert sent(client, "reservee") == []


def test_at_most_fifty(client, library):
    others = [f"inconnue-{n}" for n in range(49)]

    assert sent(client, *others, "devoirs", "sommeil") == ["Les devoirs"]


def test_queries_do_not_grow_with_the_selection(
    client, library, django_assert_num_queries
):
    # Who may see what, the resources with their labels, their age bands, the site, the
    # generations of the footer.
    renew(SITE)
    slugs = ["devoirs", "sommeil", *(f"r-{n}" for n in range(4))]
    for slug in slugs[2:]:
        publish(library, slug)
    client.get(URL, {"r": slugs})
    with django_assert_num_queries(5):
        client.get(URL, {"r": slugs[:2]})
    with django_assert_num_queries(5):
        client.get(URL, {"r": slugs})


def test_resource_has_its_button(client, library):
    html = client.get("/ressources/devoirs/").content.decode()
    button = re.search(r"<button[^>]*data-bag=[^>]*>", html).group()

    assert 'data-bag="/ressources/devoirs/"' in button
    assert 'data-minutes="5"' in button
    assert " hidden" in " ".join(button.split())
    assert "resources/bag-keep.js" in html


# ---------------------------------------------------------------- without network


def contact(**changes) -> HelpContact:
    return HelpContact.objects.create(
        **{
            "slug": "ecoute",
            "name": "Écoute",
            "number": "01 02 03 04 05",
            "purpose": "Parler.",
            "hours": "tous les jours",
            "checked_on": dt.date(2026, 9, 1),
            "check_again_on": dt.date(2027, 3, 1),
        }
        | changes
    )


def test_page_without_network_gives_numbers_to_call(client, db):
    contact()
    html = client.get("/hors-ligne/").content.decode()

    assert "Pas de réseau, pas de souci" in html
    assert 'href="tel:0102030405"' in html


def test_unchecked_number_is_not_given(client, db):
    contact(checked_on=None, check_again_on=None)

    assert "tel:" not in client.get("/hors-ligne/").content.decode()


# ---------------------------------------------------------------- the worker


def test_worker_serves_the_whole_site(client, db):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript"
    assert "no-cache" in response["Cache-Control"]
    assert not response.cookies
    assert "addEventListener(" in response.content.decode()


def test_worker_keeps_what_its_pages_need(client, db):
    kept = shell(client)

    assert kept["offline"] in kept["pages"]
    assert "/static/cms/site.css" in kept["files"]
    assert "/static/resources/bag-page.js" in kept["files"]
    assert {client.get(url).status_code for url in kept["pages"]} == {200}
    assert all(finders.find(url.removeprefix("/static/")) for url in kept["files"])


def test_version_changes_with_what_is_kept_and_only_then(client, db):
    before = shell(client)["version"]
    assert shell(client)["version"] == before

    contact()
    assert shell(client)["version"] != before


def test_a_story_adds_its_part_once(client, db, monkeypatch):
    monkeypatch.setattr(worker, "PARTS", list(worker.PARTS))
    before = shell(client)["version"]
    for _twice in range(2):
        worker.add_part("resources/saving.js")
    text = client.get("/sw.js").content.decode()

    assert text.count("coeduc-saving") == 1
    assert shell(client)["version"] != before


def test_part_that_does_not_exist_fails_loudly():
    with pytest.raises(LookupError, match=r"nowhere\.js"):
        worker.part("nowhere.js")


@pytest.mark.parametrize("name", ["bag", "bag-keep", "bag-page", "saving", "worker"])
def test_scripts_stay_small(name):
    assert len(worker.part(f"resources/{name}.js").encode()) <= 5_120


# ---------------------------------------------------------------- the site around


def test_policy_and_manifest(client, index):
    page = client.get("/sac/")
    manifest = client.get("/manifest.webmanifest")
    body = manifest.json()

    assert "worker-src 'self'" in page["Content-Security-Policy"]
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
    assert 'rel="manifest"' in page.content.decode()
    assert manifest["Content-Type"] == "application/manifest+json"
    assert (body["start_url"], body["scope"]) == ("/", "/")
    for icon in body["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_pages_of_a_person_register_no_worker(client_for, ada):
    html = client_for(ada).get("/mes-ateliers/").content.decode()

    assert "resources/bag.js" not in html
    assert "manifest" not in html
