"""What the main pages weigh on a phone that has never seen the site.

    python benchmarks/weight.py

Each page is opened in a fresh Chromium, 360 px wide, on gunicorn with the demo, as
production serves it. Bytes are those of the network, compressed, headers included.
« after » is what the service worker fetches once the page is read, to keep the way in
and the help for a day without network. Exits 1 when a page passes the bars.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.demo import CHROMIUM_FLAGS, gunicorn, main_pages, prepare

# Chromium is asked to show the requests of the service worker too.
os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"
from playwright.sync_api import Browser, Request, sync_playwright

PORT = 8794
MOST_BYTES = 100_000
MOST_REQUESTS = 12
STORED = "() => Object.keys(localStorage)"
# The worker is installed, or there is none.
SETTLED = """() => Promise.race([
    navigator.serviceWorker.ready,
    new Promise((resolve) => setTimeout(resolve, 5000)),
]).then(() => true)"""


@dataclass
class Weight:
    """What one visit cost; `after` is what the worker fetched, by itself."""

    bytes: int = 0
    requests: int = 0
    after: int = 0
    after_requests: int = 0
    hosts: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)

    def add(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != f"127.0.0.1:{PORT}":
            self.hosts.add(host)
        sizes = request.sizes()
        size = sizes["responseHeadersSize"] + max(sizes["responseBodySize"], 0)
        if request.service_worker:
            self.after += size
            self.after_requests += 1
        else:
            self.bytes += size
            self.requests += 1

    def faults(self) -> list[str]:
        found = {
            "too heavy": self.bytes > MOST_BYTES,
            "too many requests": self.requests > MOST_REQUESTS,
            "a cookie": bool(self.cookies),
            "another host": bool(self.hosts),
            "something stored": bool(self.stored),
        }
        return [name for name, is_so in found.items() if is_so]


def weigh(browser: Browser, path: str) -> Weight:
    """Open `path` as a first visit, without a tap."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, locale="fr-FR"
    )
    weight, done = Weight(), []
    context.on("requestfinished", lambda request: done.append(request))
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="networkidle")
    page.evaluate(SETTLED)
    page.wait_for_load_state("networkidle")
    for request in done:
        weight.add(request)
    weight.cookies = [cookie["name"] for cookie in context.cookies()]
    weight.stored = page.evaluate(STORED)
    context.close()
    return weight


def line(name: str, weight: Weight) -> str:
    faults = weight.faults()
    return (
        f"{name:9} {weight.bytes / 1000:6.1f} KB  {weight.requests:2} requests"
        f"  after {weight.after / 1000:5.1f} KB in {weight.after_requests:2}"
        f"  cookies {len(weight.cookies)}  other hosts {len(weight.hosts)}"
        f"  stored {len(weight.stored)}"
        + (f"   <- {', '.join(faults)}" if faults else "")
    )


def main() -> int:
    prepare()
    pages = main_pages()
    failed = False
    with gunicorn(PORT), sync_playwright() as driver:
        path = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        for name, url in pages.items():
            weight = weigh(browser, url)
            failed = failed or bool(weight.faults())
            print(line(name, weight), flush=True)
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
