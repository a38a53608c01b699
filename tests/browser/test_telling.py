"""Telling of a workshop while the network goes: once, and the truth is told."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults
from tests.browser.test_without_network import (
    READY,
    SHELL,
    UPDATE,
    change_help_number,
)

pytestmark = pytest.mark.browser

FORM = "/mes-ateliers/raconter/"
HISTORY = "/mes-ateliers/historique/"
OUTBOX = "**/mes-ateliers/envois/"
KEPT = "Gardé sur ce téléphone"
numbers = itertools.count(101)


@pytest.fixture
def people():
    """A number of participants that no other report has: it names this one."""
    return next(numbers)


# A test alone decides when a report may leave: the browser wakes no worker meanwhile,
# and what is cut is cut in the page, as requests of a page with a worker miss routes.
CUT = """if (self.SyncManager) SyncManager.prototype.register = async () => {};
const real = self.fetch;
self.fetch = async (address, options = {}) => {
    const cut = String(address).includes("/envois/") && sessionStorage.cut;
    if (cut === "all") throw new TypeError("cut by the test");
    const answer = await real(address, options);
    if (cut === "answer" && options.method === "POST") throw new TypeError("cut");
    return answer;
};"""
A_DRAFT = """async () => {
    while (!(await self.coeducLog.all("drafts")).length)
        await new Promise(requestAnimationFrame);
}"""


def cut(page, what: str) -> None:
    """Have nothing pass ("all"), all but the answer ("answer"), or everything ("")."""
    page.evaluate("(what) => { sessionStorage.cut = what; }", what)


@pytest.fixture
def mentor(page, sign_in):
    """A mentor at home with a network, whose browser has learnt what it needs."""
    page.context.add_init_script(CUT)
    sign_in("parent-ressource")
    with page.expect_response(OUTBOX):
        page.goto("/mes-ateliers/")
    page.evaluate(READY)
    page.reload()
    return page


def answer(page, people: int) -> None:
    school = page.locator("[name=school]")
    if school.is_visible():
        school.select_option(index=1)
    page.locator("[name=participants]").fill(str(people))
    page.locator("label.pick", has=page.locator("[name=themes]")).first.click()


def tell(page, people: int) -> None:
    answer(page, people)
    page.get_by_role("button", name="Enregistrer l’atelier").click()


def told(page, people: int) -> int:
    """How many reports of that number the site has, as the mentor sees them."""
    page.goto(HISTORY)
    expect(page.get_by_role("heading", name="Mes ateliers passés")).to_be_visible()
    return page.locator("main li", has_text=f"{people} personnes").count()


def wait_until_sent(page) -> None:
    page.context.set_offline(False)
    said_sent(page)


def said_sent(page) -> None:
    expect(page.locator("[data-outbox-list]")).to_contain_text("Envoyé", timeout=15_000)


def test_network_gone_before_the_form_is_opened(mentor, people):
    mentor.context.set_offline(True)
    mentor.goto(FORM)
    expect(mentor.locator("main")).to_contain_text("Pas de réseau pour l’instant")
    tell(mentor, people)

    expect(mentor.locator("main")).to_contain_text(KEPT)
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("En attente")
    assert faults(mentor) == []
    wait_until_sent(mentor)
    assert told(mentor, people) == 1


def test_network_gone_while_typing(mentor, people):
    mentor.goto(FORM)
    answer(mentor, people)
    mentor.context.set_offline(True)
    mentor.get_by_role("button", name="Enregistrer l’atelier").click()

    expect(mentor.locator("main")).to_contain_text(KEPT)
    mentor.goto(FORM)  # still without network: what waits is said again
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("En attente")
    wait_until_sent(mentor)
    assert told(mentor, people) == 1


def test_answer_lost_on_the_way_back(mentor, people):
    mentor.goto(FORM)
    cut(mentor, "answer")  # the server has it, and nobody hears so
    tell(mentor, people)
    expect(mentor.locator("main")).to_contain_text(KEPT)
    assert told(mentor, people) == 1

    cut(mentor, "")
    mentor.goto("/mes-ateliers/")
    said_sent(mentor)
    assert told(mentor, people) == 1


def test_worker_updated_while_a_report_waits(mentor, people, site_environment):
    mentor.context.set_offline(True)
    mentor.goto(FORM)
    tell(mentor, people)
    expect(mentor.locator("main")).to_contain_text(KEPT)
    cut(mentor, "all")
    mentor.context.set_offline(False)
    old = mentor.evaluate(SHELL)
    change_help_number(site_environment, "05 04 03 02 01")
    mentor.evaluate(UPDATE)
    assert mentor.evaluate(SHELL) != old

    cut(mentor, "")
    mentor.goto("/mes-ateliers/")
    said_sent(mentor)
    assert told(mentor, people) == 1


def test_browser_restarted_while_a_report_waits(
    browser_type,
    browser_type_launch_args,
    browser_context_args,
    tmp_path,
    people,
    sign_in,
    page,
):
    options = browser_type_launch_args | browser_context_args
    sign_in("parent-ressource")
    cookies = page.context.cookies()
    with browser_type.launch_persistent_context(tmp_path, **options) as context:
        context.add_cookies(cookies)
        phone = context.pages[0]
        with phone.expect_response(OUTBOX):
            phone.goto("/mes-ateliers/")
        phone.evaluate(READY)
        phone.goto(FORM)
        answer(phone, people)
        context.set_offline(True)
        phone.get_by_role("button", name="Enregistrer l’atelier").click()
        expect(phone.locator("main")).to_contain_text(KEPT)

    with browser_type.launch_persistent_context(tmp_path, **options) as context:
        context.add_cookies(cookies)
        phone = context.pages[0]
        phone.goto("/mes-ateliers/")
        said_sent(phone)
        assert told(phone, people) == 1


def test_two_taps_make_one_report(mentor, people):
    mentor.goto(FORM)
    answer(mentor, people)
    button = mentor.get_by_role("button", name="Enregistrer l’atelier")
    button.evaluate("el => { el.click(); el.click(); el.form.requestSubmit(); }")

    expect(mentor.get_by_role("heading", level=1)).to_have_text("C’est noté, merci")
    assert told(mentor, people) == 1


def test_back_button_does_not_tell_it_again(mentor, people):
    mentor.goto(FORM)
    tell(mentor, people)
    expect(mentor.get_by_role("heading", level=1)).to_have_text("C’est noté, merci")
    mentor.go_back()

    assert told(mentor, people) == 1


def test_report_is_never_sent_under_another_account(mentor, people, sign_in):
    mentor.context.set_offline(True)
    mentor.goto(FORM)
    tell(mentor, people)
    expect(mentor.locator("main")).to_contain_text(KEPT)
    cut(mentor, "all")
    mentor.context.set_offline(False)
    mentor.goto("/compte/logout/")
    mentor.locator("main form button").click()
    cut(mentor, "")
    sign_in("ecole")
    status = mentor.evaluate("fetch('/mes-ateliers/envois/').then((r) => r.status)")
    assert status == 403

    mentor.goto("/compte/logout/")
    mentor.locator("main form button").click()
    sign_in("parent-ressource")
    said_sent(mentor)
    assert told(mentor, people) == 1


def test_draft_is_there_again(mentor, people):
    mentor.goto(FORM)
    answer(mentor, people)
    mentor.evaluate(A_DRAFT)
    mentor.goto("/mes-ateliers/")
    mentor.goto(FORM)

    expect(mentor.locator("[name=participants]")).to_have_value(str(people))
    mentor.get_by_role("button", name="Enregistrer l’atelier").click()
    expect(mentor.get_by_role("heading", level=1)).to_have_text("C’est noté, merci")
    assert told(mentor, people) == 1
    mentor.goto(FORM)
    expect(mentor.locator("[name=participants]")).not_to_have_value(str(people))


def test_mistake_is_said_before_anything_is_kept(mentor):
    mentor.goto(FORM)
    mentor.locator("[name=participants]").fill("900")
    mentor.get_by_role("button", name="Enregistrer l’atelier").click()

    expect(mentor).to_have_url(re.compile("raconter/$"))
    mentor.locator("[name=school]").select_option(index=1)
    mentor.get_by_role("button", name="Enregistrer l’atelier").click()
    message = mentor.locator("[name=participants]").evaluate(
        "el => el.validationMessage"
    )
    assert message == "De 0 à 500 personnes."
