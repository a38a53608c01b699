"""A poor network: the bag opens, the rest says so, nothing private is kept."""

import re
import subprocess
import sys

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from resources.streams.pictures import Picture
from tests.browser.conftest import ROOT, faults

pytestmark = pytest.mark.browser

GROUP = "/ressources/le-groupe-de-la-classe/"
SEVEN = "/ressources/sept-questions-avant-de-dire-oui/"
READY = "() => navigator.serviceWorker.ready.then(() => true)"
KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const keys = await (await caches.open(name)).keys();
        found[name] = keys.map((request) => new URL(request.url).pathname);
    }
    return found;
}"""
SHELL = """() => caches.keys().then(
    (all) => all.filter((name) => name.startsWith("coeduc-shell-")).join())"""


UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const active = new Promise((resolve) => {
        registration.addEventListener("updatefound", () => {
            registration.installing.addEventListener("statechange", ({ target }) => {
                if (target.state === "activated") resolve();
            });
        });
    });
    await registration.update();
    await active;
}"""


def put_in_bag(page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Garder dans mon sac").click()
    expect(page.locator("[data-bag-said]")).to_have_text(
        "Gardée dans votre sac, lisible sans réseau."
    )


@pytest.fixture
def bagged(page, context):
    """A reader with one resource in the bag, whose network then goes."""
    put_in_bag(page, GROUP)
    page.evaluate(READY)
    context.set_offline(True)
    return page


def test_kept_page_opens_without_network(bagged):
    bagged.goto(GROUP)

    expect(bagged.locator("h1")).to_contain_text("Le groupe de la classe")
    # Its style came with it.
    assert bagged.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight")
    assert bagged.locator(".top").evaluate("el => getComputedStyle(el).position") == (
        "relative"
    )


def test_bag_lists_what_it_holds(bagged):
    bagged.goto("/sac/")
    expect(bagged.locator("[data-bag-items] a")).to_have_count(1)
    bagged.locator("[data-bag-items] a").click()

    expect(bagged).to_have_url(re.compile(GROUP))


def test_home_opens_without_network(bagged):
    bagged.goto("/?utm_source=ent")

    expect(bagged.locator("h1")).to_contain_text("Les écrans de nos enfants")


def test_page_that_is_not_kept_says_so(bagged):
    bagged.goto(SEVEN)

    expect(bagged.locator("h1")).to_have_text("Pas de réseau, pas de souci")
    expect(bagged.locator("[data-bag-items] a")).to_have_attribute("href", GROUP)
    assert faults(bagged) == []


def test_count_is_in_the_header_and_remove_takes_the_copy_away(page):
    put_in_bag(page, GROUP)
    put_in_bag(page, SEVEN)
    expect(page.locator(".top [data-bag-count]")).to_have_text("2")

    page.goto("/sac/")
    expect(page.locator("[data-bag-total]")).to_contain_text("2 pages, 50 minutes")
    assert faults(page) == []
    page.get_by_role("button", name=re.compile("^Retirer")).first.click()
    expect(page.locator("[data-bag-items] li")).to_have_count(1)
    expect(page.locator(".top [data-bag-count]")).to_have_text("1")
    kept = page.evaluate(KEPT)["coeduc-bag"]
    assert SEVEN in kept
    assert GROUP not in kept
    # What the other page needs stays.
    assert any(path.endswith("site.css") for path in kept)


def test_everything_is_taken_out_at_once(page):
    put_in_bag(page, GROUP)
    page.goto("/sac/")
    page.get_by_role("button", name="Tout retirer").click()

    expect(page.locator("[data-bag-empty]")).to_be_visible()
    assert "coeduc-bag" not in page.evaluate(KEPT)
    assert faults(page) == []


def test_sent_bag_is_kept_whole(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for url in (SEVEN, GROUP):
        put_in_bag(page, url)
    page.goto("/sac/")
    page.get_by_role("button", name="Copier un lien à envoyer").click()
    expect(page.locator("[data-bag-say]")).to_contain_text("Lien copié")
    link = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Tout retirer").click()

    page.goto(link)
    expect(page.locator("h1")).to_have_text("Une sélection pour vous")
    page.get_by_role("button", name="Tout garder").click()
    expect(page.locator("[data-bag-say]")).to_contain_text(
        "2 ressources dans votre sac"
    )
    assert {SEVEN, GROUP} <= set(page.evaluate(KEPT)["coeduc-bag"])


def test_new_worker_keeps_the_bag_and_drops_the_rest(page, context, site_environment):
    """A help number that an editor changes is enough for a new version."""
    put_in_bag(page, GROUP)
    page.evaluate(READY)
    old = page.evaluate(SHELL)
    change_help_number(site_environment, "01 02 03 04 05")
    page.evaluate(UPDATE)
    new = page.evaluate(SHELL)

    assert old != new
    assert new.startswith("coeduc-shell-")
    assert "," not in new
    assert GROUP in page.evaluate(KEPT)["coeduc-bag"]
    context.set_offline(True)
    page.goto(GROUP)
    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")
    page.goto(SEVEN)
    expect(page.locator("main")).to_contain_text("01 02 03 04 05")


def change_help_number(environment: dict[str, str], number: str) -> None:
    """Publish a contact in the database of the site that the browser visits."""
    code = (
        "from resources.models import HelpContact as C\n"
        "import datetime as dt\n"
        "C.objects.update_or_create(slug='essai', defaults=dict(name='Essai',"
        f" number='{number}', purpose='Parler.', hours='tous les jours',"
        " checked_on=dt.date(2026, 9, 1), check_again_on=dt.date(2027, 9, 1)))"
    )
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", code]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)


def test_slow_network_is_not_waited_for(page, context):
    """After three seconds the kept page shows; here the network never answers."""
    put_in_bag(page, GROUP)
    page.evaluate(READY)
    asked = []
    context.route(f"**{GROUP}", lambda route: asked.append(route.request.url))
    page.goto(GROUP)

    expect(page.locator("h1")).to_contain_text("Le groupe de la classe")
    assert asked
    context.unroute_all(behavior="ignoreErrors")


def test_nothing_of_a_member_page_is_ever_kept(page, sign_in):
    page.goto("/")
    page.evaluate(READY)
    sign_in("parent-ressource")
    for url in ("/mes-ateliers/", "/parent-ressource/profil/", "/compte/email/", "/"):
        page.goto(url)
        page.wait_for_load_state("networkidle")
    kept = {path for paths in page.evaluate(KEPT).values() for path in paths}

    pages = {path for path in kept if not path.startswith("/static/")}
    # The last is the blank form of a report, without a name or a token.
    blank = "/mes-ateliers/raconter/sans-reseau/"
    assert pages <= {"/", "/aide/", "/sac/", "/hors-ligne/", blank}
    assert "/" in pages
    text = page.evaluate("caches.match('/').then((answer) => answer.text())")
    assert "Se connecter" in text
    assert "Se déconnecter" not in text


# ---------------------------------------------------------------- sparing data


def figure() -> str:
    """Return a page with one image, drawn as a text draws it."""
    picture = Picture(
        "/media/a.webp", "/media/a.webp 800w", 800, 400, "Un chat", 38_912
    )
    image = render_to_string("resources/streams/image.html", {"picture": picture})
    style = '<link rel="stylesheet" href="/static/cms/site.css">'
    return f'<!doctype html><html lang="fr"><title>a</title>{style}{image}</html>'


@pytest.fixture
def with_image(page, context):
    """Return a visit to a page with an image: it returns the images asked for.

    Routes are the context's: those of a page do not see what the worker asks.
    """
    asked = []
    context.route(
        "**/essai/",
        lambda route: route.fulfill(
            body=figure(), headers={"Content-Type": "text/html; charset=utf-8"}
        ),
    )
    context.route(
        "**/media/*",
        lambda route: (
            asked.append(1),
            route.fulfill(body="", headers={"Content-Type": "image/webp"}),
        ),
    )
    page.goto("/a-propos/")

    def visit() -> list[int]:
        page.goto("/essai/")
        page.wait_for_load_state("networkidle")
        return asked

    return visit


def test_spared_image_waits_for_a_tap(page, with_image):
    page.get_by_role("button", name="Économiser mes données").click()
    asked = with_image()

    assert asked == []
    expect(page.get_by_text("Un chat")).to_be_visible()
    with page.expect_event("requestfinished"):
        page.get_by_role("button", name="Charger l’image").click()
    assert asked == [1]


def test_image_comes_by_itself_otherwise(page, with_image):
    assert with_image() == [1]
    expect(page.get_by_role("button", name="Charger l’image")).to_be_hidden()


SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"


def test_browser_that_asks_to_spare_data_is_heard(page, with_image):
    page.add_init_script(SPARING)

    assert with_image() == []
    page.goto("/a-propos/")
    switch = page.get_by_role("button", name="Économiser mes données")
    expect(switch).to_have_attribute("aria-pressed", "true")


def test_worker_waits_for_the_bag_of_who_spares_data(page):
    page.add_init_script(SPARING)
    workers = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    page.goto("/", wait_until="networkidle")
    assert page.evaluate(workers) == 0

    put_in_bag(page, GROUP)
    assert page.evaluate(workers) == 1
