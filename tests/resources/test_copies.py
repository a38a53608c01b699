"""A copied page is another text, checked by nobody; a renamed one is the same."""

import re
from copy import deepcopy

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from resources.library.models import ResourcePage
from resources.library.review import Reviewed
from resources.models import CollectionIndexPage
from tests import factories as make
from tests.resources.library import publish, publish_answer
from tests.resources.shelves import add_shelf, bundle

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept_library(kept_index):
    publish(kept_index, "sommeil", title="Le sommeil", simple_text="Dormir.")
    publish(
        kept_index,
        "uyku",
        title="Uyku",
        language="tr",
        translation_of="sommeil",
        simple_text="Uyumak.",
    )
    return kept_index


@pytest.fixture
def library(db, kept_library):
    return deepcopy(kept_library)


@pytest.fixture
def chief(library, roles):
    user = make.UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction en chef"))
    return user


def copy(client_for, user, page: Page, **asked: str) -> Page:
    """Copy as the administration's form does."""
    data = {"new_title": "Une copie", "new_slug": "copie"}
    data |= {"new_parent_page": page.get_parent().pk, **asked}
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert client_for(user).post(url, data).status_code == 302
    return Page.objects.get(slug="copie").specific


def reviewed_pages() -> list[type[Page]]:
    return [model for model in Reviewed.__subclasses__() if issubclass(model, Page)]


@pytest.mark.parametrize("model", reviewed_pages(), ids=lambda model: model.__name__)
def test_no_reviewed_page_hands_on_its_dates(model):
    kept_back = {"last_reviewed_on", "next_review_on", "change_note"}

    assert kept_back <= set(model.exclude_fields_in_copy)


@pytest.mark.parametrize("asked", [{}, {"publish_copies": "on"}, {"alias": "on"}])
def test_copy_is_an_unchecked_draft(client_for, chief, asked):
    page = ResourcePage.objects.get(slug="sommeil")
    copied = copy(client_for, chief, page, **asked)

    assert page.last_reviewed_on
    for version in (copied, copied.get_latest_revision_as_object()):
        assert version.last_reviewed_on is None
        assert version.next_review_on is None
        assert version.change_note == ""
    assert not copied.live
    assert copied.alias_of is None


def test_copy_of_a_translation_is_a_text_of_its_own(client_for, chief):
    copied = copy(client_for, chief, ResourcePage.objects.get(slug="uyku"))

    assert copied.translation_of is None
    assert copied.get_latest_revision_as_object().translation_of is None


def test_copy_of_an_answer_loses_its_date(client_for, chief, library):
    copied = copy(client_for, chief, publish_answer(library, "dort-il-assez"))

    assert copied.last_reviewed_on is None


# ------------------------------------------------------------------- a new name


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another name as an editor does; Wagtail tells of it at the end."""

    def publish_as(page: Page, slug: str) -> None:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish_as


@pytest.fixture
def new_name(library, rename):
    """« sommeil » is now « nuits », and was « dormir » in between."""
    page = ResourcePage.objects.get(slug="sommeil")
    rename(page, "dormir")
    rename(page, "nuits")
    return page


@pytest.mark.parametrize("old", ["sommeil", "dormir"])
@pytest.mark.parametrize("end", ["", "affiche/", "bilingue/tr/"])
def test_former_addresses_lead_to_the_page(client, new_name, old, end):
    answer = client.get(f"/ressources/{old}/{end}", follow=True)

    assert answer.redirect_chain == [(f"/ressources/nuits/{end}", 301)]
    assert answer.status_code == 200


def test_bag_that_was_sent_keeps_a_renamed_resource(client, new_name):
    html = client.get("/sac/?r=sommeil&r=uyku&r=nuits").content.decode()

    titles = re.findall(r'data-title="([^"]+)"', html)
    assert titles == ["Le sommeil", "Uyku"]
    assert "2 ressources" in html


def test_feed_of_a_renamed_collection_goes_on(client, library, rename):
    add_shelf(library, CollectionIndexPage, "mallettes")
    page = bundle("soir", ["sommeil"])
    rename(page, "nuit")
    answer = client.get("/ressources/flux/mallettes/soir/", follow=True)

    assert answer.redirect_chain == [("/ressources/flux/mallettes/nuit/", 301)]
    assert answer.status_code == 200


def test_name_that_is_used_again_is_the_new_page(client, new_name, library):
    publish(library, "sommeil", title="Un autre sommeil")

    assert (
        "Un autre sommeil"
        in client.get("/ressources/sommeil/affiche/").content.decode()
    )


def test_unknown_name_is_not_found(client, new_name):
    assert client.get("/ressources/rien/affiche/").status_code == 404


def test_former_name_of_a_withdrawn_page_is_not_found(client, new_name):
    new_name.unpublish()

    assert client.get("/ressources/sommeil/affiche/").status_code == 404
    assert "nuits" not in client.get("/sac/?r=sommeil").content.decode()
