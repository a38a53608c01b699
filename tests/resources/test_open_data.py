"""The library as a file, its documentation, and what no output may ever hold."""

import csv
import io
import json
from copy import deepcopy

import pytest
from django.test import RequestFactory

from resources.library.models import ResourcePage
from resources.opendata import rows as shown
from resources.opendata.schemas import WholeResourceOut
from tests.factories import UserFactory
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
URL = "/ressources/bibliotheque.csv"
# Each is written in one place only, and may be read in none of the outputs.
CANARIES = {
    "notes": "canari-de-l-atelier",
    "search": "canari-des-mots",
    "owner": "canari@exemple.test",
    "draft": "canari-brouillon",
    "changes": "canari-modifie",
    "restricted": "canari-reserve",
}
OUTPUTS = [
    *("/", "/ressources/", "/ressources/publique/", "/donnees-ouvertes/"),
    *("/sitemap.xml", "/robots.txt", "/ressources/flux/", "/ressources/flux/creer/"),
    *("/actualites/flux/", URL, f"{URL}?theme=creer", "/api/v1/openapi.json"),
    *("/api/v1/resources", "/api/v1/collections", "/api/v1/answers"),
    *("/api/v1/glossary", "/api/v1/help-contacts", "/api/v1/vocabularies"),
]


def table(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    text = response.content.decode()
    assert text.startswith("\ufeffid;titre;")
    stream = io.StringIO(text[1:], newline="")
    return list(csv.DictReader(stream, delimiter=";")), response


def test_gives_the_whole_library(client, index):
    publish(index, "telephone", age_bands=["6-11", "11-13"])
    publish(index, "sommeil", theme="sommeil")
    lines, response = table(client)
    row = next(line for line in lines if line["titre"] == "Telephone")
    assert len(lines) == ResourcePage.objects.published().count()
    assert row["ages"] == "6-11|11-13"
    assert row["licence"] == "CC-BY-SA-4.0"
    assert row["adresse"] == "http://testserver/ressources/telephone/"
    assert row["filtre"] == ""
    assert 'filename="bibliotheque.csv"' in response["Content-Disposition"]


def test_repeats_its_filters(client, index):
    publish(index, "telephone")
    publish(index, "sommeil", theme="sommeil")
    (row,), response = table(client, "?theme=sommeil")
    assert row["filtre"] == "Thème\u00a0: Sommeil"
    assert "filtree" in response["Content-Disposition"]


def test_refuses_an_unknown_filter(client, index):
    assert client.get(f"{URL}?theme=inconnu").status_code == 400


def test_holds_no_formula(client, index):
    publish(index, "piege", title="=HYPERLINK(1)", summary=" \t@x", source_name="+1")
    row = next(line for line in table(client)[0] if "HYPERLINK" in line["titre"])
    assert [row[name][0] for name in ("titre", "resume", "source")] == ["'"] * 3


def test_asks_the_same_whatever_it_holds(client, index, django_assert_max_num_queries):
    for number in range(8):
        publish(index, f"page-{number}", levels=["cycle-2"])
    client.get(URL)
    # generation, restrictions, resources, their seven lists, the site's addresses.
    with django_assert_max_num_queries(11):
        client.get(URL)


def test_documentation_names_every_address(client, index):
    response = client.get("/donnees-ouvertes/")
    html = response.content.decode()
    schema = client.get("/api/v1/openapi.json").json()
    for path in (*schema["paths"], URL, "/ressources/flux/", "/sitemap.xml"):
        assert path in html
    assert "<code>licence_adresse</code>" in html
    assert not response.cookies


@pytest.fixture(scope="module")
def kept_planted(kept_index):
    """A public page and its secrets, a draft, pending changes, a restricted page."""
    UserFactory(email=CANARIES["owner"], first_name="Camille")
    secrets = {"animator_notes": CANARIES["notes"], "search_words": CANARIES["search"]}
    page = publish(kept_index, "publique", **secrets)
    page.summary = CANARIES["changes"]
    page.save_revision()
    publish(kept_index, "brouillon", title=CANARIES["draft"]).unpublish()
    restricted = publish(kept_index, CANARIES["restricted"])
    restricted.view_restrictions.create(restriction_type="login")
    return page


@pytest.fixture
def planted(db, kept_planted):
    return deepcopy(kept_planted)


def leaks(text):
    return {name for name, word in CANARIES.items() if word in text}


@pytest.mark.parametrize("url", OUTPUTS)
def test_no_output_leaks(client, planted, url):
    response = client.get(url)
    assert response.status_code == 200
    assert leaks(response.content.decode()) == set()


def test_whole_resource_leaks_nothing_and_hidden_ones_are_absent(client, planted):
    text = client.get(f"/api/v1/resources/{planted.pk}").content.decode()
    assert leaks(text) == set()
    for page in ResourcePage.objects.exclude(pk=planted.pk):
        assert client.get(f"/api/v1/resources/{page.pk}").status_code == 404


@pytest.mark.parametrize("name", ["animator_notes", "search_words"])
def test_planted_field_is_seen(client, planted, monkeypatch, name):
    """The canaries sing: a field added by mistake does not pass."""
    honest = shown.whole_resource
    monkeypatch.setattr(
        shown,
        "whole_resource",
        lambda page, request: (
            honest(page, request) | {"transcript": getattr(page, name)}
        ),
    )
    text = client.get(f"/api/v1/resources/{planted.pk}").content.decode()
    assert leaks(text)


def test_planted_queryset_is_seen(client, planted, monkeypatch):
    monkeypatch.setattr(
        "resources.library.models.ResourceQuerySet.published", lambda rows: rows
    )
    text = client.get("/ressources/flux/").content.decode()
    assert {"draft", "restricted"} <= leaks(text)


def test_every_public_field_is_named_in_the_schema(index):
    page = publish(index, "telephone")
    row = shown.whole_resource(page, RequestFactory().get("/"))
    assert set(row) == set(WholeResourceOut.model_fields)
    assert json.loads(json.dumps(row, default=str))
