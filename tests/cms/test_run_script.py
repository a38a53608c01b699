"""run.py: what it decides before it starts anything (no database, no network)."""

import re
import socket
import sqlite3
import sys
import tomllib
from pathlib import Path

import pytest

import run
from launcher import installation, preparation, site
from launcher.places import DEV_LOCK, LOCK, ROOT, Failure
from launcher.processes import STEP, Children


def test_a_recent_python_is_accepted():
    assert run.version_refusal((3, 11)) == ""
    assert run.version_refusal((3, 14)) == ""


def test_an_old_python_is_told_so_in_one_line():
    refusal = run.version_refusal((3, 10))
    assert "3.11" in refusal
    assert "3.10" in refusal
    assert "\n" not in refusal


def test_an_unknown_word_is_refused_with_the_help(capsys):
    assert run.obey(["demarre"]) == 2
    assert "run.py test" in capsys.readouterr().out


def test_the_lock_digest_ignores_line_ends(tmp_path):
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    unix.write_bytes(b"django==5.2.19\n")
    windows.write_bytes(b"django==5.2.19\r\n")
    assert installation.lock_digest(unix) == installation.lock_digest(windows)


def test_the_lock_digest_changes_with_the_lock(tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text("django==5.2.19\n")
    before = installation.lock_digest(lock)
    lock.write_text("django==5.2.20\n")
    assert installation.lock_digest(lock) != before


def test_the_development_lock_counts_as_the_other_one_too():
    wanted = installation.stamp_for(LOCK).items()
    assert wanted <= installation.stamp_for(DEV_LOCK).items()


@pytest.mark.parametrize("content", [None, "", "not json", "[1]", "\xff"])
def test_an_unreadable_stamp_means_nothing_was_installed(tmp_path, content):
    stamp = tmp_path / "stamp.json"
    if content is not None:
        stamp.write_text(content, "latin-1")
    assert installation.read_stamp(stamp) == {}


def test_without_venv_the_line_that_mends_it_is_printed(monkeypatch):
    monkeypatch.setattr(installation.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Failure, match=r"sudo apt install python3\.\d+-venv"):
        installation.make_venv(Children(), uv="")


def test_a_port_in_use_is_skipped():
    with socket.socket() as taken:
        taken.bind((site.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not site.port_is_free(port)
        assert site.first_free_port(port) > port


def test_no_free_port_is_said_in_words(monkeypatch):
    monkeypatch.setattr(site, "port_is_free", lambda port: False)
    with pytest.raises(Failure, match="Aucun port libre entre 8000 et 8099"):
        site.first_free_port()


def test_only_a_sqlite_file_can_tell_that_it_is_ready():
    assert preparation.sqlite_path({}) == ROOT / "db.sqlite3"
    other = {"DATABASE_URL": "sqlite:////tmp/other.sqlite3"}
    assert preparation.sqlite_path(other) == Path("/tmp/other.sqlite3")
    assert preparation.sqlite_path({"DATABASE_URL": "postgres://127.0.0.1/x"}) is None


def test_the_number_kept_in_a_database_is_read_back(tmp_path):
    database = tmp_path / "with space é.sqlite3"
    assert preparation.user_version(database) == 0
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 2147483647")
    connection.close()
    assert preparation.user_version(database) == 2_147_483_647


def test_a_file_that_is_no_database_is_prepared_again(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"anything but a database, and long enough to be read" * 20)
    assert preparation.user_version(broken) == 0


def test_the_code_stamp_follows_code_and_settings(monkeypatch):
    few, more = [LOCK], [LOCK, DEV_LOCK]
    stamp = preparation.code_stamp(few)
    assert 0 < stamp < 2**31
    assert preparation.code_stamp(more) != stamp
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "another.settings")
    assert preparation.code_stamp(few) != stamp


def test_demo_accounts_are_three_cells_by_tabs():
    lines = ["ecole@exemple.test\tÉcole\tsecret", "a\tb", ""]
    assert preparation.read_accounts(lines) == [
        ["ecole@exemple.test", "École", "secret"]
    ]


def test_a_fallen_child_is_named_with_its_code():
    children = Children()
    children.start("Le serveur web", [sys.executable, "-c", "raise SystemExit(3)"])
    children.running["Le serveur web"].wait()
    assert "Le serveur web s’est arrêté tout seul (code 3)." in children.fallen()


def test_stopping_ends_a_child_with_its_own_children():
    children = Children()
    sleep = "print('here', flush=True); import time; time.sleep(60)"
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {sleep!r}])"
    )
    with children.start(STEP, [sys.executable, "-c", parent]) as child:
        assert child.stdout
        assert child.stdout.readline() == "here\n"
        children.stop()
        # The pipe ends only when the last process that holds it has ended.
        assert child.stdout.read() is not None


@pytest.mark.parametrize("lock", [LOCK, DEV_LOCK], ids=lambda path: path.name)
def test_a_lock_names_no_host_and_pins_by_hash(lock):
    text = lock.read_text("utf-8")
    assert not re.search(r"https?:|file:|index-url|@ ", text)
    pinned = re.findall(r"^[a-z0-9].*==.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 50


def test_the_locks_hold_every_declared_package():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    direct = declared["project"]["dependencies"]
    tools = declared["dependency-groups"]["dev"]
    for lock, names in ((LOCK, direct), (DEV_LOCK, direct + tools)):
        held = set(
            re.findall(r"^([a-z0-9-]+)==", lock.read_text("utf-8"), re.MULTILINE)
        )
        assert {bare_name(name) for name in names} <= held


def bare_name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9-]+", requirement)
    assert found
    return found.group().lower()


def test_both_rows_of_django_are_locked():
    text = LOCK.read_text("utf-8")
    assert re.search(r"^django==5\.2\S* ; python_full_version < '3\.12'", text, re.M)
    assert re.search(r"^django==6\.\S* ; python_full_version >= '3\.12'", text, re.M)
