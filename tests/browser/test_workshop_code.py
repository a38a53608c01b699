"""Around a workshop: the phone of a participant, and the kit of who runs it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults

pytestmark = pytest.mark.browser
WIDTHS = ((360, 780), (1280, 900))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_code_page_has_no_fault(page, code_page, language):
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{code_page}?langue={language}")
        assert faults(page) == []


def test_unknown_code_has_no_fault(page):
    page.goto("/ici/K7QF-2MXP-9RTD/")

    assert faults(page) == []


def test_phone_is_the_same_when_it_comes_back(page, code_page):
    page.goto(f"{code_page}?langue=fr")
    send = page.get_by_role("button", name="Envoyer mes réponses")
    send.click()
    expect(page.get_by_text("Répondez au moins à une question.")).to_be_visible()
    assert faults(page) == []

    page.get_by_label("oui", exact=True).check()
    send.click()
    thanks = page.get_by_text("vos réponses sont gardées")
    expect(thanks).to_be_visible()
    assert faults(page) == []

    page.goto(code_page)
    expect(thanks).to_be_visible()
    expect(send).to_be_hidden()


def test_kit_is_printed(page, sign_in):
    """By the list of workshops and the page of one; each piece on its own sheet."""
    sign_in("parent-ressource")
    page.goto("/mes-ateliers/")
    page.locator(".when h3 a").first.click()
    page.get_by_role("link", name="Le kit à imprimer").click()
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert faults(page) == []

    page.emulate_media(media="print")
    expect(page.locator("main > .noprint").first).to_be_hidden()
    sheets = page.locator(".sheet")
    breaks = sheets.evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakBefore)"
    )
    assert breaks == ["auto", *["page"] * 4]
