"""The read-only API: the same filters, clear refusals, open and cacheable."""

import datetime as dt

import pytest

from resources.models import (
    AnswerIndexPage,
    AnswerPage,
    AnswerReading,
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
    GlossaryTerm,
    HelpContact,
    Theme,
)
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
URL = "/api/v1/resources"


@pytest.fixture
def library(index):
    publish(index, "telephone", theme="premier-telephone", age_bands=["6-11"])
    publish(
        index,
        "sommeil",
        theme="sommeil",
        audiences=["parent", "enseignant-1d"],
        levels=["cycle-2"],
        details=[{"heading": "La nuit", "text": "Calme."}],
        simple_text="Le soir, on dort.",
    )
    return index


def body_of(client, url=URL, status=200):
    response = client.get(url)
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response
    return response.json()


def titles(body):
    return {row["title"] for row in body["results"]}


def test_gives_every_notice(client, library):
    body = body_of(client)
    assert (body["total"], body["pages"], body["next"]) == (2, 1, None)
    row = next(row for row in body["results"] if row["title"] == "Sommeil")
    assert row["url"] == "http://testserver/ressources/sommeil/"
    assert row["licence"]["spdx"] == "CC-BY-SA-4.0"
    assert row["licence"]["url"].startswith("https://creativecommons.org/")
    assert row["levels"][0]["uri"].endswith("scolomfr-voc-022-num-619")
    assert "simple_text" not in row


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?age=6-11", {"Telephone"}),
        ("?theme=temps-ecran", {"Sommeil"}),
        ("?public=enseignant-1d&public=parent", {"Telephone", "Sommeil"}),
        ("?q=portable", {"Telephone"}),
        ("?langue=ar", set()),
        ("?theme=&utm_source=x", {"Telephone", "Sommeil"}),
    ],
)
def test_filters_are_those_of_the_library(client, library, query, expected):
    assert titles(body_of(client, URL + query)) == expected


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?theme=inconnu", "theme"),
        ("?age=6-11&age=zzz", "age"),
        ("?theme=%00", "theme"),
        ("?tri=hasard", "tri"),
        ("?page=é", "page"),
        ("?page=0", "page"),
        ("?page=-1", "page"),
        ("?page=²", "page"),
        ("?page=99999999999", "page"),
        ("?q=" + "a" * 201, "q"),
    ],
)
def test_unknown_value_is_refused_by_name(client, library, query, parameter):
    response = client.get(URL + query)
    assert response["Content-Type"] == "application/problem+json; charset=utf-8"
    body = body_of(client, URL + query, 400)
    assert body["parameter"] == parameter
    assert parameter in body["detail"]


def test_refusal_gives_the_accepted_values(client, library):
    assert "6-11" in body_of(client, f"{URL}?age=zzz", 400)["accepted"]


def test_pages_follow_each_other(client, library, monkeypatch):
    monkeypatch.setattr("resources.opendata.paging.PER_PAGE", 1)
    first = body_of(client, f"{URL}?tri=duree")
    assert first["next"] == f"http://testserver{URL}?tri=duree&page=2"
    second = body_of(client, first["next"])
    assert second["next"] is None
    assert titles(first) | titles(second) == {"Telephone", "Sommeil"}
    assert body_of(client, f"{URL}?page=3")["results"] == []


def test_gives_one_resource_whole(client, library):
    pk = next(
        row["id"] for row in body_of(client)["results"] if row["title"] == "Sommeil"
    )
    body = body_of(client, f"{URL}/{pk}")
    assert body["detail"] == [
        {"kind": "section", "heading": "La nuit", "html": "<p>Calme.</p>"}
    ]
    assert body["simple_text"] == "Le soir, on dort."


def test_absent_resource_is_a_problem(client, library):
    assert body_of(client, f"{URL}/999999", 404)["title"] == "Introuvable"


def test_refuses_to_write(client, library):
    assert client.post(URL, {}).status_code == 405
    assert client.head(URL).status_code == 200


def test_known_answer_is_not_sent_again(client, library):
    etag = client.get(URL)["ETag"]
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304


def test_asks_the_same_whatever_it_finds(
    client, library, django_assert_max_num_queries
):
    client.get(URL)
    # generation, restrictions, resources, their seven lists, the site's addresses.
    with django_assert_max_num_queries(11):
        client.get(URL)
    for number in range(6):
        publish(library, f"page-{number}", levels=["cycle-3"], age_bands=["11-13"])
    client.get(URL)
    with django_assert_max_num_queries(11):
        assert body_of(client)["total"] == 8


def test_collections_and_answers_name_only_what_can_be_read(client, library):
    home, theme = library.get_parent(), Theme.objects.get(slug="creer")
    shown, hidden = publish(library, "vue"), publish(library, "cachee")
    hidden.unpublish()
    top = home.add_child(instance=CollectionIndexPage(title="M", slug="mallettes"))
    kit = top.add_child(instance=CollectionPage(title="Kit", summary="x", theme=theme))
    top = home.add_child(instance=AnswerIndexPage(title="Q", slug="questions"))
    page = AnswerPage(title="Quand ?", short_answer="Plus tard.", theme=theme)
    top.add_child(instance=page)
    for row in (hidden, shown):
        CollectionItem.objects.create(collection=kit, resource=row, note="ici")
        AnswerReading.objects.create(answer=page, resource=row)
    (row,) = body_of(client, "/api/v1/collections")["results"]
    assert row["items"] == [{"resource": shown.pk, "note": "ici"}]
    (row,) = body_of(client, "/api/v1/answers")["results"]
    assert row["readings"] == [shown.pk]


def test_help_contacts_are_the_checked_ones(client, db):
    day = dt.date(2026, 9, 1)
    said = {"purpose": "Aide", "hours": "9 h", "number": "00 00"}
    HelpContact.objects.create(slug="a", name="À vérifier", **said)
    dates = {"checked_on": day, "check_again_on": day + dt.timedelta(days=90)}
    HelpContact.objects.create(slug="b", name="Vérifié", **said, **dates)
    (row,) = body_of(client, "/api/v1/help-contacts")["results"]
    assert row["name"] == "Vérifié"


def test_glossary_and_vocabularies(client, index):
    GlossaryTerm.objects.create(
        slug="ent", word="ENT", definition="Espace.", forms="ents, espace"
    )
    (row,) = body_of(client, "/api/v1/glossary")["results"]
    assert row["forms"] == ["ents", "espace"]
    body = body_of(client, "/api/v1/vocabularies")
    assert {"slug": "parent", "label": "Parents"}.items() <= (
        body["terms"]["audience"][0].items()
    )
    assert any(row["spdx"] == "CC-BY-4.0" for row in body["licences"])
    assert any(theme["parent"] == "temps-ecran" for theme in body["themes"])


def test_description_is_openapi(client, db):
    schema = body_of(client, "/api/v1/openapi.json")
    assert schema["openapi"].startswith("3.")
    operations = schema["paths"]
    assert {"/api/v1/resources", "/api/v1/resources/{pk}"} <= set(operations)
    names = [p["name"] for p in operations["/api/v1/resources"]["get"]["parameters"]]
    assert {"q", "theme", "age", "page"} <= set(names)
    known = schema["components"]["schemas"]
    references = str(schema).split("#/components/schemas/")[1:]
    assert {part.split("'")[0] for part in references} <= set(known)
    ids = [op["get"]["operationId"] for op in operations.values()]
    assert len(ids) == len(set(ids))
