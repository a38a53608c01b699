"""run.py as a person meets it: first start, second start, Ctrl-C, a fallen child."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from launcher.places import ROOT
from launcher.site import port_is_free

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are sent to a process group"),
]


def launch(database: Path) -> subprocess.Popen:
    """Start run.py on a database of its own, without a terminal."""
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(
        [sys.executable, "run.py"], cwd=ROOT, env=env, encoding="utf-8", **pipes
    )


def read_until(program: subprocess.Popen, words: str) -> list[str]:
    """Return what is said up to a line that holds these words, or to the end."""
    said = []
    for line in program.stdout:
        said.append(line.rstrip())
        if words in line:
            break
    return said


@contextmanager
def started(database: Path) -> Iterator[tuple[subprocess.Popen, list[str]]]:
    """Start the site; give the process and what it said until it was ready."""
    with launch(database) as program:
        try:
            yield program, read_until(program, "Ctrl-C arrête tout")
        finally:
            program.terminate()
            # The pipe ends when no process that was started holds it any more.
            program.stdout.read()


def port_of(said: list[str]) -> int:
    found = re.search(r"prêt :\s+http://127\.0\.0\.1:(\d+)", "\n".join(said))
    assert found, said
    return int(found.group(1))


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    """A database that a first start has made, from nothing."""
    path = tmp_path_factory.mktemp("start") / "first.sqlite3"
    with started(path) as (_program, said):
        assert "parent-ressource@exemple.test" in "\n".join(said)
        status, home = ask(port_of(said), "/")
        assert status == 200
        assert b"Co" in home
    return path


def test_a_second_start_is_ready_in_five_seconds(database):
    began = time.monotonic()
    with started(database) as (_program, said):
        assert time.monotonic() - began < 5
        status, body = ask(port_of(said), "/healthz")
        assert status == 200
        assert json.loads(body) == {"web": True, "database": True, "worker": True}
        assert not any("étapes" in line for line in said)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(database, number):
    with started(database) as (program, said):
        program.send_signal(number)
        rest = program.stdout.read()
        assert program.wait(20) == 0
        assert "Tout est arrêté." in rest
        assert port_is_free(port_of(said))


def test_a_taken_port_gives_the_next_one(database):
    with started(database) as (_one, said), started(database) as (_two, also_said):
        assert port_of(also_said) > port_of(said)


def test_a_fallen_server_is_said_and_ends_the_rest(database):
    with started(database) as (program, said):
        os.kill(worker_of(program.pid), signal.SIGKILL)
        rest = program.stdout.read()
        assert program.wait(20) == 1
        assert "tâches de fond s’est arrêté tout seul" in rest
        assert port_is_free(port_of(said))


def worker_of(parent: int) -> int:
    listing = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    found = re.search(r"(\d+) .*jobs_worker", listing.stdout)
    assert found, listing.stdout
    return int(found.group(1))


def test_stopped_during_the_first_migration_it_starts_again(tmp_path):
    database = tmp_path / "cut.sqlite3"
    with launch(database) as program:
        said = read_until(program, "50 sur")
        assert program.poll() is None, said
        program.send_signal(signal.SIGINT)
        program.stdout.read()
        assert program.wait(30) == 130
    with started(database) as (_program, said):
        assert ask(port_of(said), "/")[0] == 200
