"""Help contacts: only checked ones show; the help bar stands on hard subjects."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from resources.help.loading import load_help_contacts
from resources.help.models import HelpContact
from tests.resources.library import publish
from tests.resources.shelves import TODAY, add_shelves, contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves(index):
    add_shelves(index)
    contact("3018", "cyberharcelement", chat_url="https://chat.exemple.test")
    contact("15", is_emergency=True, position=9)
    contact("119", "violences-en-ligne", checked_on=None, check_again_on=None)
    return index


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def bar(html):
    start = html.find('<aside class="help"')
    return html[start : html.index("</aside>", start)] if start >= 0 else ""


def test_help_page_shows_checked_contacts_emergencies_first(client, shelves):
    html = html_of(client, "/aide/")
    assert html.index("contact-15") < html.index("contact-3018")
    assert "contact-119" not in html
    assert "tel:119" not in html
    assert "Vérifié le 2 novembre 2026" in html


def test_help_page_without_checked_contact_says_why(client, shelves):
    HelpContact.objects.update(checked_on=None)
    assert "en cours de vérification" in html_of(client, "/aide/")


def test_text_message_number_opens_a_message(client, shelves):
    contact("114", by_text_message=True)
    assert 'href="sms:114"' in html_of(client, "/aide/")


@pytest.mark.parametrize("theme", ["cyberharcelement", "violences-en-ligne", "creer"])
def test_bar_of_a_resource_follows_its_theme(client, shelves, theme):
    found = bar(html_of(client, publish(shelves, "page", theme=theme).url))
    assert bool(found) == (theme != "creer")
    assert ("tel:3018" in found) == (theme == "cyberharcelement")
    assert "119" not in found


def test_bar_leaves_to_a_neutral_site_without_saying_from_where(
    client, shelves, settings
):
    settings.QUICK_EXIT_URL = "https://neutre.exemple.test/"
    found = bar(html_of(client, publish(shelves, "page", theme="cyberharcelement").url))
    link = 'href="https://neutre.exemple.test/" rel="noreferrer noopener" data-leave'
    assert link in found
    assert "Échap" in found
    assert "Horaires et tchat" in found


def test_child_theme_has_its_parents_contact(client, shelves):
    contact("116", "violences-en-ligne")
    page = publish(shelves, "page", theme="sextorsion")
    assert "tel:116" in bar(html_of(client, page.url))


def test_library_has_a_bar_only_on_a_hard_theme(client, shelves):
    publish(shelves, "page", theme="cyberharcelement")
    assert bar(html_of(client, "/ressources/?theme=cyberharcelement"))
    assert not bar(html_of(client, "/ressources/"))
    assert not bar(html_of(client, "/ressources/?theme=creer"))


def test_footer_shows_who_listens_and_pages_that_exist(client, shelves):
    html = html_of(client, "/aide/")
    foot = html[html.index("<footer") :]
    for there in (
        "tel:3018",
        'href="/aide/"',
        'href="/mallettes/"',
        'href="/glossaire/"',
    ):
        assert there in foot
    for missing in ("tel:119", "/a-propos/", "/questions/"):
        assert missing not in foot


def test_contact_without_number_nor_site_is_refused(shelves):
    lost = HelpContact.objects.get(slug="3018")
    lost.number = ""
    with pytest.raises(ValidationError, match="Donnez un numéro ou un site"):
        lost.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpContact.objects.filter(pk=lost.pk).update(number="", website="")


@pytest.mark.parametrize(
    "ways", [{"number": "1"}, {"website": "https://x.exemple.test"}]
)
def test_one_way_to_reach_is_enough(db, ways):
    made = contact("x", **{"number": "", "website": ""} | ways)
    made.full_clean()
    assert made.call_url == ("tel:1" if "number" in ways else "")


@pytest.mark.parametrize("again", [None, TODAY, TODAY - dt.timedelta(days=1)])
def test_a_check_names_the_next_one(db, again):
    with pytest.raises(IntegrityError), transaction.atomic():
        contact("x", check_again_on=again)


def test_to_check_are_the_unchecked_and_the_late(shelves):
    later = TODAY + dt.timedelta(days=90)
    slugs = HelpContact.objects.to_check(TODAY).values_list("slug", flat=True)
    assert list(slugs) == ["119"]
    assert HelpContact.objects.to_check(later).count() == 3


def test_seed_is_unpublished_and_leaves_editors_words(index):
    assert load_help_contacts() == 5
    HelpContact.objects.filter(slug="17").update(name="Police")
    HelpContact.objects.filter(slug="15").delete()
    assert load_help_contacts() == 1
    assert HelpContact.objects.get(slug="17").name == "Police"
    assert not HelpContact.objects.published().exists()
    themes = HelpContact.objects.get(slug="3018").themes
    assert themes.filter(slug="cyberharcelement").exists()


@pytest.mark.parametrize("model", ["helpcontact", "glossaryterm"])
def test_editor_has_both_lists_in_the_admin(client_for, ed, index, shelves, model):
    response = client_for(ed).get(f"/admin/snippets/resources/{model}/")
    assert response.status_code == 200


def test_editor_filters_what_is_to_check(client_for, ed, shelves):
    contact("999", check_again_on=dt.date(2126, 1, 1))
    url = "/admin/snippets/resources/helpcontact/"
    html = client_for(ed).get(url + "?to_check=oui").content.decode()
    assert "119 – écoute" in html
    assert "999 – écoute" not in html


def test_editor_opens_a_contact(client_for, ed, shelves):
    pk = HelpContact.objects.get(slug="3018").pk
    url = f"/admin/snippets/resources/helpcontact/edit/{pk}/"
    assert client_for(ed).get(url).status_code == 200
