"""Everything essential without a script: find, narrow down, read, print, share."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def browser_context_args(browser_context_args) -> dict:
    return browser_context_args | {"java_script_enabled": False}


def test_reader_goes_from_home_to_a_resource(page):
    page.goto("/")
    page.get_by_role("link", name="Chercher sur le site").click()
    page.locator("input[name=q]").fill("telephone")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Voir les .* ressources")).click()
    expect(page).to_have_url(re.compile(r"/ressources/\?.*q=telephone"))
    before = page.locator("li.res").count()

    page.locator(".facets > summary").click()
    page.locator(".facets input[name=age]:not([disabled])").first.check()
    page.get_by_role("button", name="Voir les ressources").click()
    expect(page).to_have_url(re.compile("age="))
    assert 0 < page.locator("li.res").count() <= before

    page.locator("li.res a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#bref, #simple, #detail").first).to_be_visible()


def test_resource_shows_no_button_that_does_nothing(page):
    page.goto("/ressources/le-groupe-de-la-classe/")

    # A form is sent, and a word is explained, by the browser itself.
    idle = page.locator("main button:not(form button, [popovertarget]):visible")
    assert idle.count() == 0


def test_resource_prints_its_text_alone(page):
    page.goto("/ressources/le-groupe-de-la-classe/")
    page.emulate_media(media="print")

    for chrome in (".top", ".foot", ".crumb", ".tools"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_bag_explains_another_way(page):
    page.goto("/sac/")

    # Chromium keeps <noscript> closed when it is a driver that stops scripts.
    assert "Ajoutez la page aux favoris" in page.locator("noscript").inner_html()
    expect(page.locator("[data-bag-list]")).to_be_hidden()


def test_sent_bag_is_read(page):
    page.goto("/sac/?r=le-groupe-de-la-classe&r=sept-questions-avant-de-dire-oui")
    page.get_by_role("link", name=re.compile("Le groupe de la classe")).click()

    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")


def test_reader_says_that_it_was_useful(page):
    page.goto("/ressources/le-groupe-de-la-classe/")
    page.locator(".vote").get_by_role("button", name="Oui").click()

    expect(page.locator("h1")).to_contain_text("Merci")


def test_reader_says_why_it_was_not(page):
    page.goto("/ressources/le-groupe-de-la-classe/")
    page.locator("summary", has_text="Pas vraiment").click()
    form = page.locator("#envoi-vote")
    form.locator("input[name=reason]").first.check()
    form.get_by_role("button").click()

    expect(page.locator("h1")).to_contain_text("Merci")


def test_reader_leaves_a_word_after_correcting_it(page):
    page.goto("/ressources/sept-questions-avant-de-dire-oui/")
    page.locator("summary", has_text="Laisser un mot").click()
    form = page.locator("#envoi-comment")
    form.locator("textarea").fill("Écrivez-moi : ada@exemple.test")
    form.get_by_role("button").click()

    expect(page.locator("h1")).to_contain_text("Encore un petit effort")
    area = page.locator("textarea")
    expect(area).to_have_value("Écrivez-moi : ada@exemple.test")
    area.fill("Nous avons quitté le groupe ensemble, un soir.")
    page.locator("#envoi-comment").get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text("Merci")


def test_reader_prints_the_poster(page):
    page.goto("/ressources/le-groupe-de-la-classe/")
    page.get_by_role("link", name=re.compile("[Aa]ffiche")).first.click()

    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")
    expect(page.locator("main .qr").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()


def test_participant_answers_by_the_code_of_the_poster(page, code_page):
    page.goto(f"{code_page}?langue=en")
    page.get_by_label("rather at ease").first.check()
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_text("your answers are kept")).to_be_visible()
    assert page.context.cookies() == []


def test_plan_is_weighed(page, sign_in):
    """In a territory whose plan no journey has sent."""
    sign_in("nationale")
    page.goto("/coordination/mises-en-relation/95/")
    page.get_by_role("button", name=re.compile("^(Calculer|Recalculer)")).click()
    pairs = page.locator("li.pair")
    before = pairs.count()
    pairs.first.get_by_role("button", name=re.compile("^Retirer")).click()
    expect(page.locator("main")).to_contain_text("Retirées à la main")
    page.get_by_role("button", name=re.compile("^Remettre")).first.click()
    assert pairs.count() == before

    page.get_by_role("link", name="Et si ?").click()
    page.locator("[name=km]").fill("10")
    page.get_by_role("button", name="Essayer").click()
    expect(page.get_by_role("heading", name="Ce que cela change")).to_be_visible()
