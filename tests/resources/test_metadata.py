"""What a page says to machines: JSON-LD, its one address, sharing, feeds."""

import json
import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from cms.models import StandardPage
from resources.library.models import ResourcePage
from resources.metadata.jsonld import script
from resources.metadata.learning import learning_resource
from resources.metadata.pages import answer, collection, glossary
from resources.models import (
    AnswerIndexPage,
    AnswerPage,
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
    GlossaryTerm,
    Theme,
)
from tests.resources.library import publish

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028"


@pytest.fixture
def resource(index):
    return publish(
        index,
        "telephone",
        theme="premier-telephone",
        age_bands=["6-11", "11-13"],
        levels=["cycle-2"],
        accessibility=["sous-titres", "falc"],
        minutes=4,
    )


@pytest.fixture
def asking():
    return RequestFactory().get("/")


def graph(html):
    """Return the nodes of a page by type."""
    (text,) = DATA.findall(html)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_resource_is_a_learning_resource(client, resource):
    node = graph(html_of(client, resource.url))["LearningResource"]
    assert node["url"] == "http://testserver/ressources/telephone/"
    assert node["timeRequired"] == "PT4M"
    assert node["typicalAgeRange"] == ["6-13"]
    assert node["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert node["accessibilityFeature"] == ["captions"]
    assert node["dateModified"] == "2026-09-01"
    level = node["educationalLevel"][0]
    assert level["termCode"] == "scolomfr-voc-022-num-619"
    assert level["url"].endswith("/concept/scolomfr-voc-022-num-619")
    assert "isBasedOn" not in node
    assert node["author"]["name"] == "Coéduc"


def test_external_resource_names_its_source(client, index):
    source = {"source_name": "Une autorité", "source_url": "https://exemple.test/x"}
    page = publish(index, "lien", kind="external", licence="authorised", **source)
    node = graph(html_of(client, page.url))["LearningResource"]
    assert node["isBasedOn"] == "https://exemple.test/x"
    assert node["author"]["name"] == "Une autorité"
    assert "license" not in node


def test_metadata_asks_nothing_more_than_the_page(
    resource, asking, django_assert_num_queries
):
    page = ResourcePage.objects.select_related("licence").with_classification().get()
    page.get_url(asking)
    with django_assert_num_queries(0):
        script([learning_resource(page, asking, {})])


def test_translations_are_told_both_ways(index, resource, asking):
    other = publish(index, "telefon", language="tr")
    ResourcePage.objects.filter(pk=other.pk).update(translation_of=resource)
    node = learning_resource(
        resource, asking, {"translations": [SimpleNamespace(page=other)]}
    )
    assert [work["inLanguage"] for work in node["workTranslation"]] == ["tr"]
    other.refresh_from_db()
    node = learning_resource(
        other, asking, {"translations": [SimpleNamespace(page=resource)]}
    )
    assert node["translationOfWork"]["name"] == "Telephone"
    assert node["workTranslation"] == []


def test_hostile_title_stays_data(client, index):
    page = publish(index, "piege", title=HOSTILE, summary=HOSTILE)
    html = html_of(client, page.url)
    assert "<script>alert" not in html
    assert "<!--" not in html
    assert graph(html)["LearningResource"]["name"] == HOSTILE.strip()


def test_nothing_to_say_writes_nothing():
    assert script([]) == ""


def test_breadcrumbs_are_those_of_the_page(client, resource):
    steps = graph(html_of(client, resource.url))["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == [
        *("Accueil", "Bibliothèque", "Premier téléphone", "Telephone")
    ]
    assert steps[2]["item"].endswith("/ressources/?theme=premier-telephone")


def test_breadcrumbs_from_the_second_level_on(client, index, aisne):
    home = index.get_parent()
    home.add_child(instance=StandardPage(title="À propos", slug="a-propos"))
    for url in ("/a-propos/", "/ressources/", "/territoires/", "/territoires/aisne/"):
        assert "BreadcrumbList" in graph(html_of(client, url))
    nodes = graph(html_of(client, "/"))
    assert "BreadcrumbList" not in nodes
    action = nodes["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == (
        "http://testserver/ressources/?q={search_term_string}"
    )


def test_answer_collection_and_glossary(index, resource, asking):
    home, theme = index.get_parent(), Theme.objects.get(slug="creer")
    top = home.add_child(instance=AnswerIndexPage(title="Questions", slug="questions"))
    page = AnswerPage(title="À quel âge ?", short_answer="Plus tard.", theme=theme)
    node = answer(top.add_child(instance=page), asking, {})
    assert node["mainEntity"][0]["acceptedAnswer"]["text"] == "Plus tard."

    top = home.add_child(instance=CollectionIndexPage(title="M", slug="mallettes"))
    kit = top.add_child(instance=CollectionPage(title="Kit", summary="x", theme=theme))
    hidden = publish(index, "cache")
    hidden.unpublish()
    for row in (hidden, resource):
        CollectionItem.objects.create(collection=kit, resource=row)
    items = collection(kit, asking, {})["mainEntity"]
    assert (items["numberOfItems"], items["itemListElement"][0]["name"]) == (
        *(1, "Telephone"),
    )

    GlossaryTerm.objects.create(slug="ent", word="ENT", definition="Espace.")
    assert glossary(index, asking, {})["hasDefinedTerm"][0]["name"] == "ENT"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "/ressources/"),
        ("?utm_source=x", "/ressources/"),
        ("?theme=sommeil", "/ressources/?theme=sommeil"),
        ("?tri=duree", "/ressources/"),
        ("?theme=sommeil&age=6-11", None),
        ("?theme=sommeil&theme=creer", None),
        ("?q=portable", None),
    ],
)
def test_one_address_for_each_list(client, resource, query, address):
    html = html_of(client, f"/ressources/{query}")
    found = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
    assert found == ([f"http://testserver{address}"] if address else [])
    assert ("noindex" in html) is (address is None)


def test_page_of_a_list_keeps_its_number(client, index):
    for number in range(21):
        publish(index, f"page-{number}")
    html = html_of(client, "/ressources/?page=2")
    assert 'rel="canonical" href="http://testserver/ressources/?page=2"' in html


def test_sharing_shows_the_page_and_an_image(client, resource):
    html = html_of(client, resource.url)
    assert 'property="og:title" content="Telephone"' in html
    assert 'property="og:image" content="http://testserver/static/cms/partage' in html
    assert "/ressources/flux/premier-telephone/" in html


@pytest.mark.parametrize("url", ["/nulle-part/", "/compte/login/"])
def test_other_pages_say_nothing(client, index, url):
    html = client.get(url).content.decode()
    assert "og:url" not in html
    assert "canonical" not in html


def test_member_page_is_not_to_be_listed(client_for, ada):
    html = client_for(ada).get("/mes-ateliers/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
