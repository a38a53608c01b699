"""Every page shape, narrow and wide: axe finds nothing, nothing passes the edge."""

import pytest

from tests.browser.conftest import WCAG, faults
from tests.browser.pages import ADMIN, MEMBERS, PUBLIC

pytestmark = pytest.mark.browser


def visit(page, url: str, look=faults) -> dict[str, list[str]]:
    """Return the faults of `url` at each width."""
    found = {}
    answer = page.goto(url)
    for width, height in ((360, 780), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        lines = look(page)
        if answer.status != (404 if url == PUBLIC["404"] else 200):
            lines.append(f"status: {answer.status}")
        if lines:
            found[f"{url} {width}"] = lines
    return found


def faults_of_law(page) -> list[str]:
    """As `faults`, without what axe calls good practice; scripts draw first."""
    page.wait_for_load_state("networkidle")
    return faults(page, WCAG[:-1])


@pytest.mark.parametrize("url", PUBLIC.values(), ids=PUBLIC)
def test_public_page(page, url):
    assert visit(page, url) == {}


@pytest.mark.parametrize("who", MEMBERS)
def test_member_pages(page, sign_in, who):
    sign_in(who)

    found = {url: visit(page, url) for url in MEMBERS[who]}
    assert {url: lines for url, lines in found.items() if lines} == {}


@pytest.mark.parametrize("who", ADMIN)
def test_administration(page, sign_in, who):
    """Held to the law, not to good practice: Wagtail's forms have no h1."""
    sign_in(who)

    found = {url: visit(page, url, look=faults_of_law) for url in ADMIN[who]}
    assert {url: lines for url, lines in found.items() if lines} == {}


def test_entries_of_the_desk_stand_on_one_line(page, sign_in):
    """Eight of them, at the width of a small laptop; one's account is above."""
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in("coordination")

    entries = page.get_by_role("navigation", name="Navigation principale")
    tops = [link.bounding_box()["y"] for link in entries.get_by_role("link").all()]
    assert len(tops) == 8
    assert len(set(tops)) == 1


def test_refused_form(page, sign_in):
    """The errors of a form are a page shape of their own."""
    sign_in("parent-ressource")
    page.goto("/mes-ateliers/raconter/")
    with page.expect_navigation():
        # As without a script, which would say it before anything is sent.
        page.locator("form[data-log]").evaluate("form => form.submit()")

    assert page.locator("[aria-invalid=true]").count() >= 1
    assert faults(page) == []


def test_feedback_in_each_state(page):
    """Open, refused, thanked: without leaving the resource."""
    page.goto("/ressources/le-telephone-dort-dans-la-cuisine/")
    for summary in page.locator("#avis summary, #mots summary").all():
        summary.click()
    assert faults(page) == []

    words = page.locator("#envoi-comment textarea")
    words.fill("Appelez le 06 12 34 56 78")
    page.get_by_role("button", name="Envoyer mon mot").click()
    page.locator("#envoi-comment [aria-invalid=true]").wait_for()
    assert words.input_value() == "Appelez le 06 12 34 56 78"
    assert faults(page) == []

    words.fill("Une boîte à chaussures suffit.")
    page.get_by_role("button", name="Envoyer mon mot").click()
    page.get_by_role("status").filter(has_text="lu par l’équipe").wait_for()
    assert not words.is_visible()
    assert faults(page) == []


def test_word_explained_on_the_spot(page):
    """Opened by keyboard, closed by Escape, with nothing for axe to find."""
    page.goto("/ressources/les-premiers-gestes/")
    word = page.locator("button.def").first
    word.focus()
    page.keyboard.press("Enter")
    assert page.locator(".defn:popover-open").count() == 1
    assert faults(page) == []

    page.keyboard.press("Escape")
    assert page.locator(".defn:popover-open").count() == 0


def test_planted_faults_are_seen(page):
    """A check that has never failed proves nothing."""
    page.goto("/a-propos/")
    page.evaluate("""() => {
        const title = document.querySelector("h1");
        title.innerHTML = "<img src=/x.png>";
        title.style.width = "500px";
    }""")

    assert {line.split(":")[0] for line in faults(page)} >= {"image-alt", "overflow"}
