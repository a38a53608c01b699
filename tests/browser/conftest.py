"""One seeded site for the whole session, in its own process, and Chromium to visit it.

Another process, because Playwright's loop and Django's database do not share a thread.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cms.demo.accounts import DEMO_PASSWORD, address
from tests.database import migrated_file

ROOT = Path(__file__).resolve().parents[2]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START_SECONDS = 30
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="session")
def site_environment(tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("site")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
    }


@pytest.fixture(scope="session")
def mails(site_environment) -> Callable[[str], str]:
    """Return the text of the last mail sent to an address, once it is there."""
    place = site_environment["DATABASE_URL"].removeprefix("sqlite:///")
    folder = Path(place).parent / "mail"

    def last_to(address: str) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for file in sorted(
                folder.glob("*.log"), key=os.path.getmtime, reverse=True
            ):
                message = message_from_bytes(file.read_bytes(), policy=policy.default)
                if address in message["To"]:
                    return message.get_body(("plain",)).get_content()
            time.sleep(0.2)
        raise AssertionError(f"No mail to {address}.")

    return last_to


@pytest.fixture
def code_page(site_environment, base_url) -> str:
    """The address of the demo's workshop whose phones answered, still open."""
    place = site_environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(place)) as database:
        (code,) = database.execute(
            "SELECT public_code FROM community_awarenesssession WHERE id IN "
            "(SELECT session_id FROM community_surveyanswer)"
        ).fetchone()
    return f"/ici/{code}/"


@pytest.fixture(scope="session")
def base_url(site_environment, pytestconfig) -> Iterator[str]:
    """The address of the demo, served until the session ends."""
    with migrated_file(pytestconfig) as tables:
        shutil.copy(tables, site_environment["DATABASE_URL"].removeprefix("sqlite:///"))
    manage = [sys.executable, str(ROOT / "manage.py")]
    run = {"env": site_environment, "cwd": ROOT}
    subprocess.run([*manage, "prepare"], check=True, capture_output=True, **run)
    port = free_port()
    server = subprocess.Popen(
        [*manage, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **run,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(url, timeout=2).close()
        except HTTPError:
            return  # It answers; a worker that does not beat is no matter here.
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The site did not start.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    """The system's Chromium where there is one, else Playwright's own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    args = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return browser_type_launch_args | {"args": args, "executable_path": path}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args) -> dict:
    small = {"width": 360, "height": 780}
    return browser_context_args | {"locale": "fr-FR", "viewport": small}


@pytest.fixture
def sign_in(page) -> Callable[[str], None]:
    """Sign `page` in as a demo account, by the password behind its fold."""

    def with_password(who: str) -> None:
        page.goto("/compte/login/")
        if not page.locator('input[type="password"]').is_visible():
            page.locator("summary", has_text="mot de passe").click()
        form = page.locator('form:has(input[type="password"])')
        form.locator('input[type="email"]').fill(address(who))
        form.locator('input[type="password"]').fill(DEMO_PASSWORD)
        form.get_by_role("button", name="mot de passe").click()
        page.wait_for_url(lambda url: "/compte/login" not in url)

    return with_password


def faults(page: Page, rules: list[str] = WCAG) -> list[str]:
    """Return what axe and a look at the width find wrong, one line each."""
    asked = {"runOnly": {"type": "tag", "values": rules}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked)
    lines = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    if (wider := page.evaluate(WIDER)) > 0:
        lines.append(f"overflow: {wider} px")
    return lines
