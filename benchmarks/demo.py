"""A throw-away demo served by gunicorn as production does: what a benchmark visits.

Importing this module chooses the settings, so it comes before anything of Django.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(tempfile.mkdtemp(prefix="coeduc-benchmark-"))
WORK.chmod(0o755)  # nginx's worker reads it under another name
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.serving"
os.environ.setdefault("DATABASE_URL", f"sqlite:///{WORK / 'demo.sqlite3'}")
TICKS = os.sysconf("SC_CLK_TCK")
# As benchmarks/lighthouse.py and weight.py open it, root included.
CHROMIUM_FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-sync"),
    "--disable-component-update",
]


@dataclass
class Server:
    """A child process that serves on `port`, and what its processes have spent."""

    command: list[str]
    port: int
    env: dict[str, str] = field(default_factory=dict)
    child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        env = os.environ | self.env
        self.child = subprocess.Popen(self.command, cwd=ROOT, env=env)
        for _try in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"nothing answers on port {self.port}")

    def __exit__(self, *exc: object) -> None:
        if self.child:
            self.child.terminate()
            self.child.wait()

    def spent(self) -> float:
        """CPU seconds, user and system, of the process and its children."""
        pids, total = [self.child.pid if self.child else 0], 0
        while pids:
            pid = pids.pop()
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
            for task in Path(f"/proc/{pid}/task").iterdir():
                pids += map(int, (task / "children").read_text().split())
        return total / TICKS


def gunicorn(port: int, app: str = "cms.wsgi", **env: str) -> Server:
    options = ["--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *options, app]
    return Server(command, port, env)


def prepare() -> None:
    """Fill the database with the demo and gather the static files."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare", stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)


def main_pages() -> dict[str, str]:
    """Return one address of each kind of page a reader opens, by its name.

    Kinds of which the demo holds no page yet are left out; call `prepare` first.
    """
    from resources.models import AnswerPage, CollectionPage

    pages = {
        "home": "/",
        "index": "/ressources/",
        "resource": "/ressources/sept-questions-avant-de-dire-oui/",
    }
    for name, model in (("answer", AnswerPage), ("mallette", CollectionPage)):
        page = model.objects.live().public().first()
        if page and page.url:
            pages[name] = page.url
    return pages | {"bag": "/sac/"}


def mentor_cookie() -> str:
    """Sign in a volunteer who has a session to tell, and return the cookie."""
    from django.conf import settings
    from django.test import Client

    from community.models import AwarenessSession

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(AwarenessSession.objects.to_log()[0].mentor.user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
