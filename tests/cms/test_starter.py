"""The pages a real site begins with: made once, never rewritten, in a few visits."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.models import HomePage, StandardPage
from cms.starter.pages import create_pages
from resources.models import AnswerIndexPage, GlossaryPage, HelpPage

pytestmark = pytest.mark.django_db


def test_a_new_site_has_its_pages(client):
    call_command("create_pages", verbosity=0)
    for slug in ("ressources", "mallettes", "actualites", "glossaire", "aide"):
        assert client.get(f"/{slug}/").status_code == 200, slug
    for slug in (
        "mentions-legales",
        "accessibilite",
        "donnees-personnelles",
        "a-propos",
    ):
        assert client.get(f"/{slug}/").status_code == 200, slug
    assert AnswerIndexPage.objects.get().slug == "questions"
    assert Site.objects.get(is_default_site=True).root_page.specific == (
        HomePage.objects.get()
    )
    assert not Page.objects.filter(slug="home").exists()


def test_a_second_run_creates_nothing():
    assert create_pages()
    assert create_pages() == []


def test_what_an_editor_changed_stays():
    create_pages()
    StandardPage.objects.filter(slug="a-propos").update(title="Qui sommes-nous")
    HelpPage.objects.update(slug="urgence", url_path="/accueil/urgence/")
    GlossaryPage.objects.get().delete()
    StandardPage.objects.get(slug="accessibilite").delete()

    assert {page.slug for page in create_pages()} == {"glossaire", "accessibilite"}
    assert StandardPage.objects.get(slug="a-propos").title == "Qui sommes-nous"
    assert HelpPage.objects.get().slug == "urgence"


def test_site_that_has_a_host_keeps_it():
    Site.objects.update(hostname="coeduc.exemple.test", port=443, site_name="Ici")
    create_pages()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.site_name) == (
        "coeduc.exemple.test",
        443,
        "Ici",
    )
