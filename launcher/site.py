"""Starts the web server and the jobs worker, watches both, and says where they are."""

import http.client
import json
import os
import socket
import time
from contextlib import suppress
from pathlib import Path

from launcher.installation import install
from launcher.places import LOCK, MANAGE, PYTHON, WINDOWS, Failure, Stopped, say
from launcher.preparation import Accounts, prepare
from launcher.processes import Children

HOST = "127.0.0.1"
FIRST_PORT = 8000
READY_SECONDS = 60
WEB = "Le serveur web"
WORKER = "Le service des tâches de fond"


def serve(children: Children) -> None:
    """Install, prepare the database, start the site, and stay until asked to stop."""
    started = time.monotonic()
    install(children, LOCK)
    accounts = prepare(children)
    port = first_free_port()
    address = os.environ.get("SITE_URL", f"http://{HOST}:{port}")
    say("Démarrage du site…")
    children.start(WEB, web_command(port), SITE_URL=address)
    children.start(WORKER, worker_command(), SITE_URL=address)
    wait_until_ready(children, port)
    say(f"Prêt en {time.monotonic() - started:.1f} s.")
    welcome(port, accounts)
    while not children.stopping:
        if children.fallen():
            raise Failure(children.fallen())
        time.sleep(0.3)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as probe:
        if not WINDOWS:  # a port left a second ago counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind((HOST, port))
            return True
    return False


def first_free_port(start: int = FIRST_PORT, tries: int = 100) -> int:
    """Return the first port nobody listens on, from `start` upwards."""
    for port in range(start, start + tries):
        if port_is_free(port):
            return port
    raise Failure(f"Aucun port libre entre {start} et {start + tries - 1}.")


def web_command(port: int) -> list[str | Path]:
    if WINDOWS:
        granian = ["granian", "--interface", "wsgi", "--log-level", "warning"]
        where = ["--host", HOST, "--port", str(port), "cms.wsgi:application"]
        return [PYTHON, "-m", *granian, *where]
    # One process: the demo's cache and its rate limits live in its memory.
    gunicorn = ["gunicorn", "--threads", "8", "--log-level", "warning"]
    where = ["--no-control-socket", "--bind", f"{HOST}:{port}", "cms.wsgi"]
    return [PYTHON, "-m", *gunicorn, *where]


def worker_command() -> list[str | Path]:
    return [PYTHON, MANAGE, "jobs_worker", "--verbosity", "0", "--no-startup-delay"]


def health_status(port: int) -> int:
    """Return the status of /healthz, 0 without any; never asked through a proxy."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        parts = json.loads(answer.read()) if answer.status == 200 else {}
        # Until the worker has said that it lives, the house is not ready.
        return answer.status if all(parts.values()) else 503
    except (OSError, ValueError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def wait_until_ready(children: Children, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while (status := health_status(port)) != 200:
        if status not in (0, 503):
            raise Failure(f"Le site répond par une erreur ({status}).")
        if children.stopping:
            raise Stopped
        if children.fallen():
            raise Failure(children.fallen())
        if time.monotonic() > deadline:
            raise Failure(f"Le site ne répond pas après {READY_SECONDS} s.")
        time.sleep(0.1)


def welcome(port: int, accounts: Accounts) -> None:
    say(f"\nCoéduc est prêt :  http://{HOST}:{port}\n")
    if accounts:
        say(f"Comptes de démonstration, mot de passe : {accounts[0][2]}")
        width = max(len(email) for email, _role, _password in accounts)
        for email, role, _password in accounts:
            say(f"  {email:<{width}}  {role}")
        say()
    say("Ctrl-C arrête tout.")
