"""By keyboard alone, from the first Tab: what is reached, and that focus is seen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

MOST_TABS = 80
FOCUSED = "el => el === document.activeElement"
# A choice lends its ring to the words beside it.
RING = """el => {
    const shown = el.closest(".pick")?.querySelector("span") || el;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)
        || boxShadow !== "none";
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, and see it there."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate(FOCUSED):
            assert target.evaluate(RING), "the focus is not seen"
            return
    raise AssertionError(f"{target} is out of reach of {MOST_TABS} presses of Tab")


def test_reader_goes_from_home_to_a_resource_to_the_bag(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_role("link", name="Voir tous les thèmes"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/ressources/**")

    search = page.locator("main input[name=q]")
    tab_to(page, search)
    page.keyboard.type("groupe de la classe")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=groupe**")

    tab_to(page, page.locator("li.res a", has_text="Le groupe de la classe").first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")

    tab_to(page, page.get_by_role("button", name="Garder dans mon sac"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-bag-said]")).to_contain_text("Gardée dans votre sac")

    tab_to(page, page.get_by_role("link", name="Mon sac").first)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[data-bag-items] a").first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")


def test_plan_is_computed_and_a_pair_locked(page, sign_in):
    """In a territory whose plan no journey has sent."""
    sign_in("nationale")
    page.goto("/coordination/mises-en-relation/95/")
    tab_to(page, page.get_by_role("button", name=re.compile("^(Calculer|Recalculer)")))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Rien n’est envoyé.")

    lock = page.get_by_role("button", name=re.compile("^Verrouiller")).first
    tab_to(page, lock)
    page.keyboard.press("Enter")
    expect(lock).to_have_attribute("aria-pressed", "true")
    tab_to(page, lock)
    page.keyboard.press("Enter")
    expect(lock).to_have_attribute("aria-pressed", "false")
