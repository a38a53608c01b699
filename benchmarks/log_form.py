"""What it takes to tell of a workshop: taps, seconds, bytes, and a slow network.

    python benchmarks/log_form.py

On gunicorn with the demo, in Chromium, 360 px wide, as a volunteer who has a workshop
to tell. « taps » go from « Mes ateliers » to « C’est noté », waiting before each as
long as a thumb takes. Bytes are those of the network, compressed, headers included.
« ready » counts until the form shows and its scripts have run, at 400 kbit/s and
400 ms, in the page and in its worker: on a first visit, then once the worker is there.
Exits 1 when a bar is missed.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.demo import CHROMIUM_FLAGS, gunicorn, mentor_cookie, prepare

PORT = 8796
SITE = f"http://127.0.0.1:{PORT}"
HOME, FORM = "/mes-ateliers/", "/mes-ateliers/raconter/"
MOST_TAPS, MOST_SECONDS, MOST_BYTES, MOST_READY = 6, 30.0, 60_000, 1.0
PARTS = ("Headers", "Body")
THUMB = 1.2  # seconds before a tap: to find it, to reach it
ROUNDS = 5
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 // 8,
    "uploadThroughput": 400_000 // 8,
}
INSTALLED = "() => navigator.serviceWorker.ready.then(() => true)"


def phone(browser: Browser, cookie: str) -> BrowserContext:
    """A signed-in phone that has never opened these pages."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, locale="fr-FR", has_touch=True
    )
    name, _equals, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": SITE}])
    return context


def slow_down(browser: Browser, page: Page) -> None:
    """Slow the page, and the worker that fetches for it, each a target of its own."""
    session = page.context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    root = browser.new_browser_cdp_session()
    for target in root.send("Target.getTargets")["targetInfos"]:
        if target["type"] != "service_worker":
            continue
        attached = root.send("Target.attachToTarget", {"targetId": target["targetId"]})
        order = {
            "id": 1,
            "method": "Network.emulateNetworkConditions",
            "params": SLOW_3G,
        }
        root.send(
            "Target.sendMessageToTarget",
            {"sessionId": attached["sessionId"], "message": json.dumps(order)},
        )


def tell(browser: Browser, cookie: str) -> tuple[int, float]:
    """Tell of the workshop that waits, somebody more than planned; (taps, seconds)."""
    context = phone(browser, cookie)
    page = context.new_page()
    page.goto(f"{SITE}{HOME}", wait_until="networkidle")
    began, taps = time.perf_counter(), 0
    for target in [
        page.get_by_role("link", name="Raconter, 30 secondes").first,
        page.get_by_role("button", name="Un de plus"),
        page.get_by_role("radio", name="1 h 15"),
        page.get_by_role("button", name="Enregistrer l’atelier"),
    ]:
        page.wait_for_timeout(THUMB * 1000)
        target.tap()
        taps += 1
    page.get_by_role("heading", name="C’est noté").wait_for()
    seconds = time.perf_counter() - began
    context.close()
    return taps, seconds


def weigh(browser: Browser, cookie: str) -> tuple[int, int]:
    """Open the form as a first visit; (bytes of the page alone, with its files)."""
    context = phone(browser, cookie)
    page, done = context.new_page(), []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(f"{SITE}{FORM}", wait_until="load")
    sizes = {
        request.url: sum(request.sizes()[f"response{part}Size"] for part in PARTS)
        for request in list(done)
        if not request.service_worker
    }
    context.close()
    return sizes[f"{SITE}{FORM}"], sum(sizes.values())


def ready(browser: Browser, cookie: str, *, again: bool) -> float:
    """Seconds from the tap until the form may be used, on a slow network."""
    context = phone(browser, cookie)
    page = context.new_page()
    if again:
        page.goto(f"{SITE}{FORM}", wait_until="networkidle")
        page.evaluate(INSTALLED)
        page.goto(f"{SITE}{HOME}", wait_until="networkidle")
    else:
        page.goto("about:blank")
    slow_down(browser, page)
    began = time.perf_counter()
    page.goto(f"{SITE}{FORM}", wait_until="domcontentloaded")
    page.locator("form[data-log] .dock button").wait_for()
    seconds = time.perf_counter() - began
    context.close()
    return seconds


def median_ready(browser: Browser, cookie: str, *, again: bool) -> float:
    return statistics.median(
        ready(browser, cookie, again=again) for _round in range(ROUNDS)
    )


def main() -> int:
    prepare()
    cookie = mentor_cookie()
    with gunicorn(PORT), sync_playwright() as driver:
        path = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        first, second = (
            median_ready(browser, cookie, again=again) for again in (False, True)
        )
        alone, whole = weigh(browser, cookie)
        taps, seconds = tell(browser, cookie)
        browser.close()
    lines = {
        f"taps               {taps:6}": taps <= MOST_TAPS,
        f"seconds            {seconds:6.1f}": seconds <= MOST_SECONDS,
        f"page alone, KB     {alone / 1000:6.1f}": True,
        f"page and files, KB {whole / 1000:6.1f}": whole <= MOST_BYTES,
        f"ready, first, s    {first:6.2f}": True,
        f"ready, again, s    {second:6.2f}": second < MOST_READY,
    }
    for line, is_good in lines.items():
        print(line if is_good else f"{line}   <- misses its bar")
    return int(not all(lines.values()))


if __name__ == "__main__":
    sys.exit(main())
