"""An erasure outlives the backup that did not know of it."""

import dataclasses
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from mentors.models import Mentor
from resources.privacy.acting import erase, erase_again, purge_every_night
from resources.privacy.erasures import mark_of, note, noted
from resources.privacy.table import TABLE
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(settings, tmp_path) -> Path:
    settings.ERASURES_FILE = str(tmp_path / "var" / "erasures.log")
    return Path(settings.ERASURES_FILE)


def test_erasure_is_noted_without_a_name(ada, record):
    mark = mark_of(ada)

    erase(ada)

    [line] = record.read_text().splitlines()
    assert line.split()[1] == mark
    assert "ada" not in line
    assert noted() == {mark}


def test_account_that_comes_back_is_erased_again(ada, eve, capsys):
    note(mark_of(ada))
    note(mark_of(ada))

    call_command("erase_again")

    assert "effacés : 1" in capsys.readouterr().out
    assert list(get_user_model().objects.all()) == [eve]
    assert Mentor.objects.get().phone == ""
    assert (erase_again(), len(noted())) == (0, 1)


def test_night_mends_a_restore_that_nobody_prepared(ada, eve):
    note(mark_of(ada))

    purge_every_night(timezone.localdate())

    assert list(get_user_model().objects.all()) == [eve]


def test_number_given_to_somebody_else_is_not_erased(eve):
    """A restored database counts on from where it was."""
    mark = mark_of(eve)
    pk = eve.pk
    erase(eve)

    other = make.UserFactory(pk=pk)

    assert mark_of(other) != mark
    assert erase_again() == 0


def test_erasure_that_fails_is_not_noted(ada, record, monkeypatch):
    def fail(_rows):
        raise OSError("no place left")

    broken = dataclasses.replace(TABLE["cms.User"], erase=fail)
    monkeypatch.setitem(TABLE, "cms.User", broken)

    with pytest.raises(OSError, match="no place"):
        erase(ada)

    assert not record.exists()
    assert Mentor.objects.get().user == ada


# The whole way: backup, erasure, restore, `prepare`

PEOPLE = """
from django.core.management import call_command
from tests import factories as make
call_command("create_pages", verbosity=0)
ada = make.UserFactory(email="ada@exemple.test")
make.MentorFactory(user=ada, phone="+33612345678")
make.UserFactory(email="eve@exemple.test")
"""
ERASE = """
from cms.models import User
from resources.privacy.acting import erase
erase(User.objects.get(email="ada@exemple.test"))
"""
LOOK = """
from cms.models import User
from mentors.models import Mentor
emails = User.objects.order_by("email").values_list("email", flat=True)
print(json.dumps([list(emails), Mentor.objects.get().phone]))
"""


@pytest.fixture
def elsewhere(own_database, record):
    """Run code, or a command, as other processes do on a site of their own."""
    env = os.environ | {
        "DATABASE_URL": own_database,
        "ERASURES_FILE": str(record),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }

    def run(*command: str) -> str:
        python = [sys.executable, "-W", "ignore", *command]
        done = subprocess.run(
            python, env=env, cwd=site.BASE_DIR, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def code(text: str) -> tuple[str, str]:
    return "-c", f"import json, django\ndjango.setup()\n{text}"


def save(address: str, backup: Path) -> None:
    """As in docs/running.md."""
    if connection.vendor == "sqlite":
        path = address.removeprefix("sqlite:///")
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(backup)) as copy,
        ):
            source.backup(copy)
        return
    _postgresql("pg_dump", "--format=custom", f"--file={backup}", address)


def put_back(address: str, backup: Path) -> None:
    if connection.vendor == "sqlite":
        path = address.removeprefix("sqlite:///")
        for beside in ("-wal", "-shm"):
            Path(path + beside).unlink(missing_ok=True)
        shutil.copy(backup, path)
        return
    _postgresql("pg_restore", "--clean", "--if-exists", f"--dbname={address}", backup)


def _postgresql(program: str, *arguments) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not on this machine")
    subprocess.run([program, *arguments], check=True)


@pytest.mark.slow
def test_restored_backup_is_erased_again(elsewhere, own_database, tmp_path):
    elsewhere(*code(PEOPLE))
    save(own_database, tmp_path / "backup")
    elsewhere(*code(ERASE))
    assert json.loads(elsewhere(*code(LOOK))) == [["eve@exemple.test"], ""]

    put_back(own_database, tmp_path / "backup")
    back = json.loads(elsewhere(*code(LOOK)))
    assert back == [["ada@exemple.test", "eve@exemple.test"], "+33612345678"]

    said = elsewhere("manage.py", "prepare")
    assert "effacés : 1" in said
    assert json.loads(elsewhere(*code(LOOK))) == [["eve@exemple.test"], ""]
