"""Schools and parents ask, on a phone, without an account; a contact is invited."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults

pytestmark = pytest.mark.browser
HEAD = "jeanne.petit@ac-amiens.fr"
INVITED = "invitee@exemple.test"


def test_head_asks_for_a_workshop_without_an_account(page, mails):
    page.goto("/pour-les-ecoles/")
    page.get_by_role("link", name="Demander un atelier").first.click()
    page.get_by_label("Nom de l’école").fill("laon")
    page.get_by_role("button", name="Chercher mon école").click()
    page.locator("main ul.card a").first.click()

    page.get_by_role("button", name="Recevoir mon code").click()
    assert page.locator("[aria-invalid=true]").count() == 4
    assert faults(page) == []
    page.get_by_label("En une phrase").fill("Le coucher et les écrans.")
    page.locator("label.pick", has_text="Temps d’écran").click()
    page.get_by_label("Votre nom").fill("Jeanne Petit")
    page.get_by_label("Votre fonction").fill("directrice")
    page.get_by_label("Votre e-mail").fill(HEAD)
    page.get_by_role("button", name="Recevoir mon code").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Un code vous attend")
    assert faults(page) == []
    code = re.search(r"\d{3}\u00a0\d{3}", mails(HEAD))[0]
    page.get_by_label("Le code").fill(code)
    page.get_by_role("button", name="Envoyer ma demande").click()
    main = page.locator("main")
    expect(main).to_contain_text("bien reçue")
    expect(main).to_contain_text("Le coucher et les écrans.")
    assert faults(page) == []
    assert page.context.cookies() == []


def test_coordinator_invites_a_school_which_accepts(page, sign_in, mails):
    sign_in("coordination")
    page.goto("/coordination/ecoles/?q=laon")
    page.locator("main ul.card a").first.click()
    page.get_by_role("link", name="Contacts", exact=True).click()
    page.get_by_label("E-mail de la personne").fill(INVITED)
    page.get_by_label("Sa fonction").fill("directrice")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.locator("main")).to_contain_text(INVITED)
    assert faults(page) == []

    link = re.search(r"/invitation-ecole/\S+", mails(INVITED))[0]
    page.context.clear_cookies()
    page.goto(link)
    assert faults(page) == []
    page.get_by_label("Votre prénom").fill("Jeanne")
    page.get_by_label("Votre nom").fill("Petit")
    page.get_by_role("button", name="Accepter l’invitation").click()

    expect(page).to_have_url(re.compile("/mon-ecole/"))
    expect(page.locator("main")).to_contain_text("Vos prochains ateliers")
    assert faults(page) == []
    page.goto(link)
    expect(page.locator("main")).to_contain_text("déjà servi")


def test_parent_asks_for_help(page):
    page.goto("/trouver-de-l-aide/")
    page.get_by_label("Votre commune").fill("02000")
    page.get_by_role("button", name="Voir ce qui existe").click()
    page.get_by_role("link", name="Laon", exact=True).click()
    assert faults(page) == []
    page.get_by_role("link", name="Demander de l’aide").click()
    page.get_by_label("Votre téléphone").fill("06 12 34 56 78")
    page.get_by_role("button", name="Demander de l’aide").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Votre demande est partie"
    )
    assert faults(page) == []
