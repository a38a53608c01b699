"""Around the text of a resource: files, languages, message, credit, workshops."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import CustomDocument
from community.impact.figures import heartbeat
from community.sessions.reports import SessionReport
from resources.generations.models import SITE, renew
from resources.library import uses
from resources.library.licences import deed_url, what_one_may_do
from resources.library.media import RelatedResource, ResourceDocument, spoken_size
from resources.library.models import ResourcePage
from resources.library.printing import LONG, VERY_LONG, _size
from resources.vocabularies.models import Term
from tests.resources.library import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def resource(index):
    return publish(
        index,
        "telephone",
        themes=["sommeil"],
        age_bands=["6-11"],
        levels=["cycle-3"],
        contexts=["en-famille"],
        accessibility=["a-imprimer"],
        key_points=["Choisissez un panier", "Posez le vôtre"],
        simple_text="Le soir.\n\nLa nuit.",
        tonight="Fabriquez le panier.",
        details=[{"heading": "La nuit", "text": "Calme."}],
    )


@pytest.fixture
def arabic(index, resource):
    return publish(
        index,
        "telephone-ar",
        title="الهاتف",
        language="ar",
        translation_of="telephone",
        key_points=["سلة"],
        simple_text="مساء.",
        last_reviewed_on=dt.date(2026, 8, 1),
    )


def document(name="memo.pdf", content=b"%PDF-1.7"):
    return CustomDocument.objects.create(
        title=name, file=ContentFile(content, name), file_size=len(content)
    )


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_shows_every_fact_and_tool(client, resource):
    html = read(client, resource)
    for words in ("En famille", "À imprimer", "CM1, CM2, 6e", "Sommeil"):
        assert words in html
    assert 'id="message"' in html
    assert f"http://testserver{resource.url}" in html
    assert f"{resource.url}affiche/" in html
    assert "sms:?&amp;body=Bonjour" in html
    assert "l’équipe Coéduc, Coéduc, licence CC BY-SA 4.0" in html
    assert resource.content_owner.last_name not in html


def test_query_budget_with_everything(client, resource, arabic, index):
    for i in range(3):
        other = publish(index, f"autre-{i}")
        RelatedResource.objects.create(page=resource, resource=other, sort_order=-i)
    ResourceDocument.objects.create(page=resource, document=document())
    renew(SITE)
    client.get(resource.url)
    # site, home, generations, page, what it refers to, documents, restrictions,
    # neighbours and their ages, workshops, feedback (2).
    with CaptureQueriesContext(connection) as queries:
        context = client.get(resource.url).context
    assert len(queries) <= 12
    assert [page.slug for page in context["related"]] == [
        "autre-2",
        "autre-1",
        "autre-0",
    ]


def test_same_theme_completes_what_was_not_chosen(client, resource, arabic, index):
    publish(index, "voisine")
    context = client.get(resource.url).context
    assert [page.slug for page in context["related"]] == ["voisine"]


def test_documents_are_named_with_type_and_size(client, resource):
    ResourceDocument.objects.create(
        page=resource, document=document(), label="Le mémo à coller"
    )
    html = read(client, resource)
    assert "Le mémo à coller" in html
    assert "PDF, 1\u00a0Ko" in html
    assert spoken_size(1_440_000) == "1,4\u00a0Mo"


def test_external_resource_says_whose_site_it_is(client, index):
    page = publish(
        index,
        "ailleurs",
        kind="external",
        source_name="Exemple",
        source_url="https://exemple.test/x",
    )
    html = read(client, page)
    assert 'href="https://exemple.test/x" rel="noopener noreferrer"' in html
    assert "Lire sur le site Exemple" in html


def test_recorded_voice_comes_before_the_browsers(client, resource):
    ResourcePage.objects.filter(pk=resource.pk).update(
        audio=document("lu.mp3", b"ID3"),
        video=document("film.mp4", b"0000ftyp"),
        captions=document("film.vtt", b"WEBVTT\n"),
        transcript="Bonjour.",
    )
    html = read(client, resource)
    assert '<audio class="full" controls preload="none"' in html
    assert '<track kind="captions"' in html
    assert "Lire la transcription" in html
    assert "data-listen" not in html


def test_video_elsewhere_is_a_link_and_nothing_else(client, resource):
    ResourcePage.objects.filter(pk=resource.pk).update(
        video_url="https://video.exemple.test/v", transcript="Bonjour."
    )
    html = read(client, resource)
    assert "Regarder sur video.exemple.test" in html
    assert "<iframe" not in html
    assert "<video" not in html


def test_languages_name_each_other(client, resource, arabic):
    html = read(client, resource)
    assert 'rel="alternate" hreflang="ar"' in html
    assert 'lang="ar" hreflang="ar" dir="rtl">العربية</a>' in html
    back = read(client, arabic)
    assert 'hreflang="fr"' in back
    assert '<h1 lang="ar" dir="rtl">' in back
    assert "باختصار" in back


def test_translation_older_than_its_original_says_so(client, resource, arabic):
    assert "Traduction à mettre à jour" in read(client, arabic)
    ResourcePage.objects.filter(pk=arabic.pk).update(last_reviewed_on="2026-09-01")
    assert "Traduction à mettre à jour" not in read(client, arabic)


def test_one_translation_per_language_and_none_of_itself(resource, arabic):
    arabic.language = resource.language
    arabic.translation_of = arabic
    with pytest.raises(ValidationError, match="sa propre traduction"):
        arabic.validate_constraints()


def test_a_translation_is_not_one_more_resource(resource, arabic):
    figures = {figure.key: figure for figure in heartbeat()}
    assert figures["resources"].value == 1
    assert "traductions" in figures["resources"].definition


def test_counts_the_workshops_told_with_it(client, resource, ada, school):
    assert "utilisée dans" not in read(client, resource)
    for _i in range(2):
        report = SessionReport.objects.create(
            client_uuid=uuid.uuid4(),
            mentor=ada.mentor,
            school=school,
            held_on=dt.date(2026, 9, 1),
            minutes=60,
            participants=9,
        )
        report.resources.add(resource)
    assert "utilisée dans 2 ateliers" in read(client, resource)


def test_naming_a_counter_twice_counts_once():
    before = list(uses._counters)
    uses.count_with(before[0])
    assert uses._counters == before


def test_poster_holds_the_address_as_a_code(client, resource):
    html = client.get(f"{resource.url}affiche/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "<svg" in html
    assert "Posez le vôtre" in html
    assert f"http://testserver{resource.url}" in html


@pytest.mark.parametrize(
    ("letters", "size"), [(10, ""), (LONG, "dense"), (VERY_LONG, "tiny")]
)
def test_long_posters_get_smaller_type(letters, size):
    assert _size(ResourcePage(title="a", key_points=["b" * letters])) == size


def test_two_languages_side_by_side(client, resource, arabic):
    for page, other in ((resource, "ar"), (arabic, "fr")):
        html = client.get(f"{page.url}bilingue/{other}/").content.decode()
        assert html.index("Choisissez un panier") < html.index("سلة")
        assert '<td lang="ar" dir="rtl">مساء.</td>' in html


@pytest.mark.parametrize("end", ["bilingue/tr/", "bilingue/fr/"])
def test_a_language_that_is_not_there_is_not_found(client, resource, end):
    assert client.get(resource.url + end).status_code == 404


def test_paper_of_a_draft_is_not_found(client, resource):
    resource.unpublish()
    assert client.get("/ressources/telephone/affiche/").status_code == 404


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("CC-BY-ND-4.0", "telle quelle"),
        ("CC-BY-NC-4.0", "commercial n’est pas permis"),
        ("CC0-1.0", "librement"),
        ("all-rights-reserved", "adresse"),
        ("authorised", "l’accord"),
    ],
)
def test_says_what_a_licence_allows(index, slug, words):
    licence = Term.objects.get(vocabulary="licence", slug=slug)
    assert words in what_one_may_do(licence)


def test_deeds_are_in_french(index):
    deeds = {t.slug: deed_url(t) for t in Term.objects.filter(vocabulary="licence")}
    assert deeds["CC-BY-NC-SA-4.0"].endswith("/licenses/by-nc-sa/4.0/deed.fr")
    assert deeds["all-rights-reserved"] == ""
