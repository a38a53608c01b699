"""The form of a report: every fold open for axe, then told by keyboard alone."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

FORM = "/mes-ateliers/raconter/"
OPEN_ALL = (
    "document.querySelectorAll('main details').forEach((d) => { d.open = true; })"
)
# Controls under 44 px of the thumb, by their name; a label is part of its control.
CONTROLS = "form[data-log] :is(a, input, button, summary, select, textarea)"
SMALL = f"""() => [...document.querySelectorAll("{CONTROLS}")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility())
    .map((one) => one.closest("label") || one)
    .filter((one) => one.getBoundingClientRect().height < 44)
    .map((one) => one.textContent.trim() || one.name)"""
numbers = itertools.count(301)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_fold_open(page, sign_in, width):
    sign_in("parent-ressource")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(FORM)
    page.evaluate(OPEN_ALL)

    assert page.locator("form[data-log] details").count() == 8
    assert faults(page) == []
    assert page.evaluate(SMALL) == []


def test_it_is_told_corrected_and_read_by_keyboard_alone(page, sign_in):
    people = str(next(numbers))
    sign_in("parent-ressource")
    page.goto("/mes-ateliers/")
    tab_to(page, page.get_by_role("link", name="Raconter un atelier", exact=True).first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FORM}")

    tab_to(page, page.locator("[name=school]"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("[name=participants]"))
    page.keyboard.type(people)
    tab_to(page, page.locator("[name=minutes]:checked"))
    page.keyboard.press("ArrowRight")
    tab_to(page, page.locator("[name=themes]").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("summary", has_text="Qui est venu"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=mothers]"))
    page.keyboard.type("9999")
    tab_to(page, page.locator("summary", has_text="Un mot de parent"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=quote]"))
    page.keyboard.type("Merci beaucoup.")
    save = page.get_by_role("button", name="Enregistrer l’atelier")
    tab_to(page, save)
    page.keyboard.press("Enter")

    # What is wrong takes the focus, one after the other.
    expect(page.locator("[name=mothers]")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    tab_to(page, save)
    page.keyboard.press("Enter")
    expect(page.locator("[name=quote_consent]")).to_be_focused()
    page.keyboard.press("Space")
    tab_to(page, save)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("C’est noté, merci")
    expect(page.locator("main")).to_contain_text("Merci beaucoup.")
    assert faults(page) == []

    tab_to(page, page.get_by_role("link", name="Corriger"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/corriger/$"))
    expect(page.locator("[name=quote_consent]")).to_be_checked()
    assert faults(page) == []
