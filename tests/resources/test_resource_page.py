"""A resource: what a parent reads, what stays hidden, what publishing asks."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from resources.generations.models import SITE, renew
from resources.library.forms import LinesField
from resources.library.models import ResourcePage
from tests.resources.library import publish, resource_data

pytestmark = pytest.mark.django_db

FULL = {
    "title": "Le téléphone dort dans la cuisine",
    "theme": "temps-ecran",
    "themes": ["sommeil"],
    "age_bands": ["6-11", "11-13"],
    "key_points": ["Choisissez un panier.", "Posez le vôtre aussi."],
    "simple_text": "Le soir, le téléphone dort.\n\nVous aussi.",
    "tonight": "Fabriquez ensemble le panier.",
    "questions": ["« Où le mettrais-tu ? »"],
    "animator_notes": "Secret de l’atelier.",
    "details": [{"heading": "La nuit", "text": "Calme.\n\n- un\n- deux"}],
}


@pytest.fixture
def resource(index):
    return publish(index, "telephone", **FULL)


def test_shows_the_three_layers_and_no_note_for_the_workshop(client, resource):
    html = client.get(resource.url).content.decode()
    for words in ("En bref", "Langage simple", "La nuit", "<li>deux</li>", "6 à 13"):
        assert words in html
    assert "1er septembre 2026" in html
    assert "CC BY-SA 4.0" in html
    assert "Secret" not in html
    assert "Ce sujet est difficile" not in html


def test_a_sensitive_subject_offers_quiet_help_without_a_number(client, index):
    page = publish(index, "moqueries", theme="cyberharcelement")
    html = client.get(page.url).content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    assert "Ce sujet est difficile" in article
    assert "tel:" not in article
    assert "3018" not in article


def test_query_budget(client, resource, django_assert_max_num_queries):
    renew(SITE)
    client.get(resource.url)
    # site, home, generations, page, what it refers to, restrictions, neighbours and
    # their ages, workshops.
    with django_assert_max_num_queries(10):
        client.get(resource.url)


def test_creating_twice_changes_nothing(index, resource):
    again = publish(index, "telephone", **FULL | {"title": "Autre"})
    assert again.pk == resource.pk
    assert ResourcePage.objects.get().title == FULL["title"]


def test_review_is_sooner_for_the_law_and_for_worries(index):
    legal = publish(index, "loi", theme="droits-citoyennete")
    worry = publish(index, "choc", theme="violences-en-ligne")
    other = publish(index, "autre")
    assert [p.next_review_on for p in (legal, worry, other)] == [
        dt.date(2026, 12, 1),
        dt.date(2027, 3, 1),
        dt.date(2027, 9, 1),
    ]


def test_an_unknown_slug_is_refused(index):
    with pytest.raises(ValueError, match="nulle-part"):
        publish(index, "x", theme="nulle-part")


def test_publishing_by_code_asks_the_same(index):
    with pytest.raises(ValidationError, match="vérification"):
        publish(index, "x", last_reviewed_on=None)
    with pytest.raises(ValidationError, match="source"):
        publish(index, "y", kind="external")
    assert not ResourcePage.objects.exists()


def form_data(page, **changes):
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "key_points": "Un\n\n - Deux ",
        "simple_text": "",
        "body": streamfield([]),
        "tonight": "",
        "questions": "",
        "animator_notes": rich_text(""),
        "theme": page.theme_id,
        "format": page.format_id,
        "minutes": 5,
        "reading_level": page.reading_level_id,
        "language": page.language_id,
        "kind": "original",
        "licence": page.licence_id,
        "content_owner": page.content_owner_id,
        "last_reviewed_on": "2026-09-01",
        "next_review_on": "2027-09-01",
        "comments": inline_formset([]),
        "documents": inline_formset([]),
        "related": inline_formset([]),
    }
    audiences = {"audiences": [term.pk for term in page.audiences.all()]}
    return nested_form_data(data | changes) | audiences


def admin_form(page, deferred=False, **changes):
    form_class = ResourcePage.get_edit_handler().get_form_class()
    data = form_data(page, **changes)
    form = form_class(data, instance=page, for_user=page.content_owner)
    if deferred:
        form.defer_required_fields()
    return form


def test_the_form_publishes_a_complete_page(resource):
    form = admin_form(resource)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["key_points"] == ["Un", "Deux"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"last_reviewed_on": ""}, "last_reviewed_on", "dernière vérification"),
        ({"next_review_on": ""}, "next_review_on", "prochaine relecture"),
        ({"next_review_on": "2026-01-01"}, "next_review_on", "vient après"),
        ({"content_owner": ""}, "content_owner", "responsable"),
        ({"kind": "external"}, "source_url", "adresse"),
        ({"video_url": "https://exemple.test/v"}, "transcript", "transcription"),
        ({"key_points": "a\n" * 6}, "key_points", "5 lignes au plus"),
    ],
)
def test_the_form_says_what_publishing_lacks(resource, changes, field, words):
    form = admin_form(resource, **changes)
    assert not form.is_valid()
    assert words in str(form.errors[field])


def test_a_draft_may_be_incomplete(resource):
    changes = {"last_reviewed_on": "", "content_owner": "", "kind": "external"}
    form = admin_form(resource, deferred=True, **changes)
    assert form.is_valid(), form.errors


def test_lines_come_back_as_typed():
    field = LinesField(most=5)
    assert field.prepare_value(["a", "b"]) == "a\nb"
    assert field.clean("a\r\n• b\n") == ["a", "b"]
    assert not field.has_changed(["a", "b"], "a\r\nb".replace("\r", ""))


def test_example_data_is_complete():
    assert resource_data("x")["licence"] == "CC-BY-SA-4.0"
