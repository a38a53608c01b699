"""Becoming a volunteer on a narrow screen: apply, stop, resume; axe at each step."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults

pytestmark = pytest.mark.browser

APPLICATION = "/parent-ressource/candidature/"
SMALLEST_TARGET = 44


def go_on(page):
    page.get_by_role("button", name="Enregistrer et continuer").click()


def title_is(page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert faults(page) == []


def test_applicant_stops_resumes_and_sends(page, sign_in):
    sign_in("editrice")
    page.goto(APPLICATION)
    page.get_by_role("link", name="Commencer").click()
    tell_who_and_where(page)
    title_is(page, "Vos disponibilités")

    page.goto("/compte/logout/")
    page.get_by_role("main").get_by_role("button").click()
    sign_in("editrice")
    page.goto(APPLICATION)
    page.get_by_role("link", name="Reprendre ma candidature").click()
    tell_when_and_what(page)

    title_is(page, "La charte")
    page.get_by_label("J’ai lu la charte").check()
    page.get_by_role("button", name="Envoyer ma candidature").click()
    expect(page.locator("main")).to_contain_text("Votre candidature est envoyée")
    assert faults(page) == []


def tell_who_and_where(page):
    title_is(page, "Vous")
    page.get_by_label("Votre téléphone").fill("06 12 34 56 78")
    go_on(page)

    title_is(page, "Votre secteur")
    place = page.get_by_role("combobox", name="Votre commune")
    place.press_sequentially("saint-quen")
    expect(page.get_by_role("option").first).to_be_visible()
    assert faults(page) == []
    place.press("ArrowDown")
    place.press("Enter")
    expect(place).to_have_value("Saint-Quentin (02100)")
    page.get_by_role("button", name="Voir les écoles autour").click()
    expect(page.locator("#ecoles h2")).to_have_text(re.compile("à portée"))
    assert faults(page) == []
    go_on(page)


def tell_when_and_what(page):
    """The week is ticked by keyboard; each of its cells is wide enough for a thumb."""
    title_is(page, "Vos disponibilités")
    cell = page.get_by_label("jeudi soir")
    box = cell.locator("..").bounding_box()
    assert min(box["width"], box["height"]) >= SMALLEST_TARGET
    cell.focus()
    page.keyboard.press("Space")
    go_on(page)

    title_is(page, "Vos envies")
    page.locator("label.pick", has_text="Temps d’écran").click()
    page.locator("label.pick", has_text=re.compile("^Français$")).click()
    go_on(page)

    title_is(page, "Vos enfants (facultatif)")
    go_on(page)


def test_coordinator_asks_then_welcomes(page, sign_in):
    sign_in("coordination")
    page.goto("/coordination/parents-ressources/?etat=submitted")
    page.locator("main h2 a").first.click()
    assert faults(page) == []

    page.get_by_label("Une question à lui poser").fill("Avez-vous une voiture ?")
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("main")).to_contain_text("Pas encore de réponse")
    assert faults(page) == []

    page.locator("label.pick", has_text="suivie").click()
    page.get_by_role("button", name="Accueillir cette personne").click()
    expect(page.locator("main")).to_contain_text("La personne est active.")
