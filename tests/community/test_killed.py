"""kill -9 of the server while reports arrive: what was acknowledged is there."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings

from tests.browser.conftest import free_port

pytestmark = pytest.mark.slow

ROUNDS = 20
READY_IN = 60  # seconds: starting anew is measured elsewhere
PATH = "/mes-ateliers/envois/"
SET_UP = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from community.sessions.outbox import account_key
from tests import factories as make
mentor = make.MentorFactory(user=make.UserFactory())
school = make.SchoolFactory()
make.MatchFactory(mentor=mentor, school=school, status="active")
client = Client()
client.force_login(mentor.user, backend=settings.AUTHENTICATION_BACKENDS[0])
print(json.dumps({
    "cookie": client.cookies["sessionid"].value,
    "account": account_key(mentor.user),
    "school": school.pk,
    "themes": make.ThemeFactory().pk,
}))
"""
LOOK = """
import json
import django
django.setup()
from community.models import SessionReport
print(json.dumps([str(key) for key in
    SessionReport.objects.values_list("client_uuid", flat=True)]))
"""


def ask(port: int, *request) -> int:
    """Return the status of the answer, read to its end."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as link:
        link.request(*request)
        answer = link.getresponse()
        answer.read()
        return answer.status


class Site:
    """gunicorn on a database of its own, in a group that one signal ends."""

    def __init__(self, env: dict[str, str], port: int) -> None:
        self.env, self.port = env, port
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--threads", "4"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        self.process = subprocess.Popen(
            command, env=self.env, cwd=settings.BASE_DIR, start_new_session=True
        )
        deadline = time.monotonic() + READY_IN
        while time.monotonic() < deadline:
            try:
                if ask(self.port, "GET", "/manifest.webmanifest") == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("The site did not start.")

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def run(self, code: str):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env=self.env,
            cwd=settings.BASE_DIR,
            check=True,
            capture_output=True,
        )
        return json.loads(done.stdout.splitlines()[-1])


def keep_telling(site: Site, who: dict, acknowledged: list, stop: threading.Event):
    """Post report after report; note each one that the site said it had."""
    token = "a" * 32
    headers = {
        "Cookie": f"sessionid={who['cookie']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    while not stop.is_set():
        key = str(uuid4())
        answers = {name: who[name] for name in ("account", "school", "themes")}
        answers |= {"client_uuid": key, "held_on": "2026-09-01"}
        body = urlencode(answers | {"participants": 12, "minutes": 60})
        try:
            if ask(site.port, "POST", PATH, body, headers) == 201:
                acknowledged.append(key)
        except (OSError, HTTPException):
            return


@pytest.fixture
def site(own_database):
    settings_of = {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    site = Site(os.environ | settings_of | {"DATABASE_URL": own_database}, free_port())
    yield site
    site.kill()


def test_every_acknowledged_report_is_there(site):
    who, acknowledged = site.run(SET_UP), []
    for number in range(ROUNDS):
        site.start()
        stop = threading.Event()
        tellers = [
            threading.Thread(
                target=keep_telling, args=(site, who, acknowledged, stop), daemon=True
            )
            for _teller in range(3)
        ]
        before = len(acknowledged)
        for teller in tellers:
            teller.start()
        # Each round is cut at another moment of its writing.
        while len(acknowledged) < before + 1 + number % 5:
            time.sleep(0.01)
        site.kill()
        stop.set()
        for teller in tellers:
            teller.join()

    kept = site.run(LOOK)
    assert len(acknowledged) >= ROUNDS
    assert set(acknowledged) <= set(kept)
    assert len(kept) == len(set(kept))
